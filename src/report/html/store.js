// The data of the report: the overview, and the families, unpacked when they are looked at.
const overview = JSON.parse(document.getElementById('overview').textContent);
const familyNumber = new Map(overview.families.map((family, i) => [family.id, i]));
const hasEdges = Object.keys(overview.relations).length > 0;
const unpacked = new Map();

const pairKey = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);

const unpack = async (element) => {
  const bytes = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return JSON.parse(await new Response(stream).text());
};

// The text of a document as code points, where it is known.
class Text {
  constructor(pieces, row) {
    this.pieces = pieces.map(([begin, text]) => {
      const chars = Array.from(text);
      return {begin, end: begin + chars.length, chars};
    });
    this.begin = row.begin;
    this.end = row.end;
    this.known = this.pieces.reduce((sum, piece) => sum + piece.chars.length, 0);
  }
  // [begin, end) with … for what is not known.
  slice(begin, end) {
    let out = '';
    let at = begin;
    for (const piece of this.pieces) {
      if (piece.end <= begin || piece.begin >= end) continue;
      if (piece.begin > at) out += '…';
      out += piece.chars.slice(Math.max(begin, piece.begin) - piece.begin, Math.min(end, piece.end) - piece.begin).join('');
      at = Math.min(end, piece.end);
    }
    return at < end ? out + '…' : out;
  }
}

class FamilyData {
  constructor(facts, block) {
    this.facts = facts;
    this.members = block.members;
    this.documents = block.documents;
    this.numberOf = new Map(block.documents.map((row, i) => [row.id, i]));
    this.rawTexts = block.texts;
    this.texts = [];
    this.drawing = block.drawing;
    this.leftOut = block.left_out;
    this.pairs = block.pairs.map(([a, b, resemblance, containmentA, containmentB, verdict]) =>
      ({a, b, resemblance, containmentA, containmentB, verdict}));
    this.pairOf = new Map(this.pairs.map((pair) => [pairKey(pair.a, pair.b), pair]));
    this.passages = block.passages;
    this.passagesOf = new Map();
    for (const passage of block.passages) {
      const key = pairKey(this.numberOf.get(passage.a.document), this.numberOf.get(passage.b.document));
      if (!this.passagesOf.has(key)) this.passagesOf.set(key, []);
      this.passagesOf.get(key).push(passage);
    }
    this.edges = block.edges.map((edge) => ({...edge, from: this.numberOf.get(edge.source), to: this.numberOf.get(edge.derived)}));
    this.lost = block.lost;
    this.edgesOf = new Map();
    for (const edge of this.edges) {
      const key = pairKey(edge.from, edge.to);
      if (!this.edgesOf.has(key)) this.edgesOf.set(key, []);
      this.edgesOf.get(key).push(edge);
    }
  }
  text(i) {
    if (!this.texts[i]) this.texts[i] = new Text(this.rawTexts[i] || [], this.documents[i]);
    return this.texts[i];
  }
  name(i) {
    const row = this.documents[i];
    return row.title || row.id;
  }
  edgesAt(i) { return this.edges.filter((edge) => edge.from === i || edge.to === i); }
  // Members with no directed edge into them, if any edge is directed at all.
  origins() {
    const directed = this.edges.filter((edge) => edge.directed && edge.relation !== 'contains');
    if (!directed.length) return [];
    const derived = new Set(directed.map((edge) => edge.to));
    const sources = new Set(directed.map((edge) => edge.from));
    return [...this.documents.keys()].filter((i) => sources.has(i) && !derived.has(i));
  }
}

const loadFamily = async (id) => {
  if (!familyNumber.has(id)) return null;
  const i = familyNumber.get(id);
  if (!unpacked.has(i)) {
    if (document.readyState === 'loading') {
      await new Promise((done) => { document.addEventListener('DOMContentLoaded', done, {once: true}); });
    }
    const element = document.getElementById(`family-${i}`);
    unpacked.set(i, element ? new FamilyData(overview.families[i], await unpack(element)) : {facts: overview.families[i], documents: []});
  }
  return unpacked.get(i);
};
