"""Sites: what a place on the web looks like and does to every text it takes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

from grammar import Lexicon

# Common word -> rare word. Half of each table serves development, the other half the test split.
SPIN_ZH = """
教育 训练|学生 同学|发展 进展|提高 进步|工作 事务|群众 大众|加强 增强|组织 构造|完成 达成|建设 修建|开展 展开|管理 治理|安全 平安|服务 效劳
质量 品质|增加 增添|检查 搜检|培训 陶冶|项目 名目|投入 投进|全年 整年|问题 题目|干部 干事|单位 单元|覆盖 笼盖|参加 加入|居民 住民
收入 收益|企业 商社|办法 法子|意见 看法|公开 公然|专家 行家|协商 商议|规定 划定|应当 应该|保护 庇护|机关 衙署|人民 百姓|国家 邦国|经济 财经
重大 宏大|实施 施行|规划 计划图|推进 鞭策|促进 增进|制度 轨制|部门 部分|社会 社群|环境 情况|健康 康健|改革 革新|资金 资本|生产 出产|技术 手艺
监督 监视|负责 担任|依法 遵法|责任 职责|处罚 惩罚|申请 请求|提供 供给|支持 撑持|积极 踊跃|全面 周全|重点 要点|基本 根基|主要 首要|我们 咱们
"""
SPIN_EN = """
new novel|year twelvemonth|number amount|schools academies|pupils learners|teachers instructors|people folks|paid remunerated|homes dwellings|local native
found discovered|spent expended|helped aided|began commenced|plans schemes|water aqua|help assistance|because since|use utilize|used utilized
information data points|must has to|content subject matter|also likewise|about regarding|allow permit|users customers|account profile|help assist|make create
large sizable|small tiny|important crucial|often oftentimes|many numerous|show exhibit|need require|begin commence|end terminate|good fine
work labor|service facility|public communal|private personal|report account|change alter|provide furnish|request petition|send dispatch|receive obtain
company firm|law statute|rights entitlements|copy duplicate|notice notification|before prior to|after following|without sans|only solely|other alternative
more additional|first initial|last final|money cash|costs outlays|trained schooled|roads highways|river stream|works functions|answered replied
"""


@dataclass(frozen=True)
class Site:
    name: str
    language: str
    lexicon: Lexicon
    formats: tuple[str, ...]
    charset: str
    title: str
    header: tuple[str, ...]
    footer: tuple[str, ...]
    watermark: str
    pages: bool
    ordinals: bool
    period: int  # characters between two page breaks
    filters: tuple[str, ...]  # site operators that run on every copy
    mask: str
    dropped: str
    censored: tuple[str, str]
    spin: tuple[tuple[str, str], ...]
    spin_rate: float
    years: str  # keep, title, all
    teaser: bool
    double_title: bool
    pdf_doubling: bool
    compressed: bool
    escape_json: bool
    visibility: float


def in_split(key: str, split: str) -> bool:
    """Half of everything belongs to either split, decided by its name alone."""
    return (hashlib.sha256(f"split:{key}".encode()).digest()[0] % 2 == 0) == (split == "development")


def spin_pairs(language: str, split: str) -> list[tuple[str, str]]:
    lines = (SPIN_ZH if language == "zh" else SPIN_EN).strip().replace("\n", "|").split("|")
    pairs = [(first, second) for first, _, second in (line.strip().partition(" ") for line in lines)]
    return [pair for pair in dict(pairs).items() if in_split(f"{pair[0]} {pair[1]}", split)]


def make_site(language: str, split: str, number: int, spins: list[tuple[str, str]], operators: set[str], rng: Random) -> Site:
    lexicon = Lexicon(language, split)
    digest = hashlib.sha256(f"{split}:{language}:{number}:{rng.random()}".encode()).hexdigest()[:6]
    name = f"site-{digest}"
    brand = lexicon.place(rng)
    chance = lambda share, operator: rng.random() < share and operator in operators  # noqa: E731
    filters = [
        operator
        for operator, share in (
            ("clean", 0.5),
            ("drop_decimals", 0.12),
            ("drop_numbers", 0.05),
            ("drop_character", 0.1),
            ("censor", 0.12),
            ("mask", 0.15),
            ("mask_names", 0.12),
            ("spin", 0.15),
            ("half_width", 0.15),
            ("heading_stop", 0.1),
        )
        if chance(share, operator)
    ]
    years = rng.choices(("keep", "title", "all"), (0.7, 0.2, 0.1))[0]
    if years == "all" and "collapse_years" in operators:
        filters.append("collapse_years")
    charset = "utf-8"
    if language == "zh":
        charset = rng.choices(("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"), (0.5, 0.08, 0.25, 0.09, 0.08))[0]
        if charset == "big5":
            filters = [*filters, "traditional"] if "traditional" in operators else filters
            charset = "big5" if "traditional" in operators else "utf-8"
    else:
        charset = rng.choices(("utf-8", "utf-8-sig", "cp1252", "utf-16"), (0.6, 0.1, 0.2, 0.1))[0]
    if language == "zh":
        title = f"{brand}{rng.choice(('文库', '范文网', '资料馆', '公文站', '文档屋'))}"
        header = (f"您好，欢迎来到{title}", f"当前位置：首页 > {rng.choice(('公文', '总结', '报告'))} > 年度材料")
        footer = (f"本文由{title}整理，版权归原作者", f"客服信箱 service@{digest}.example  备案号 {digest[:4]}号")
        marks = (f"资料来自{title}，仅供学习，不得转卖。", f"更多范文请到{title}查找。", f"本页内容由{title}会员上传分享。")
    else:
        title = f"{brand} {rng.choice(('Docs', 'Papers', 'Library', 'Archive', 'Reports'))}"
        header = (f"Welcome to {title}", f"Home > {rng.choice(('Boards', 'Reports', 'Public'))} > Yearly")
        footer = (f"Collected by {title}. All rights with the authors.", f"Contact: desk@{digest}.example")
        marks = (f" Shared through {title}, no resale. ", f" More at {title} online. ")
    period = rng.randrange(250, 601) if split == "development" else rng.randrange(280, 581)
    return Site(
        name=name,
        language=language,
        lexicon=lexicon,
        formats=rng.choices((("txt",), ("html",), ("md",), ("jsonl",), ("txt", "html")), (0.3, 0.3, 0.15, 0.15, 0.1))[0],
        charset=charset,
        title=title,
        header=header,
        footer=footer,
        watermark=rng.choice(marks) if chance(0.25, "watermark") else "",
        pages=chance(0.25, "page_debris"),
        ordinals=chance(0.15, "chunk_ordinals"),
        period=period,
        filters=tuple(filters),
        mask=rng.choice(("digits", "x", "xx", "**", "某", "□") if language == "zh" else ("digits", "x", "xx", "**", "blank", "N")),
        dropped=rng.choice(("网", "民", "一", "市") if language == "zh" else ("-", "'", "the ", "of ")),
        censored=rng.choice(
            (("政府", "**"), ("领导", "xx"), ("群众", "**"), ("事故", "*")) if language == "zh" else (("government", "***"), ("fire", "****"), ("rules", "xx"), ("staff", "**"))
        ),
        spin=tuple(rng.sample(spins, min(len(spins), rng.randint(3, 40)))),
        spin_rate=rng.uniform(0.9, 1),
        years=years if "title_year" in operators else "keep",
        teaser=chance(0.25, "teaser"),
        double_title=chance(0.15, "double_title"),
        pdf_doubling=chance(0.12, "pdf_doubling"),
        compressed=rng.random() < 0.06,
        escape_json=rng.random() < 0.5,
        visibility=rng.uniform(0.5, 2),
    )
