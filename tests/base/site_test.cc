// Registrable hosts of URLs.

#include "textkin/site.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace textkin {
namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

void ExpectHosts(const Cases& cases) {
  for (const auto& [url, host] : cases) EXPECT_EQ(RegistrableHost(url), host) << url;
}

TEST(RegistrableHost, IsTheLastTwoLabels) {
  ExpectHosts({{"https://www.example.com/a/b.html?x=1#y", "example.com"},
               {"http://news.example.org", "example.org"},
               {"HTTP://WWW.Example.COM:8080/", "example.com"},
               {"//cdn.example.net/x", "example.net"},
               {"https://user:secret@m.example.com/", "example.com"},
               {"https://example.com./", "example.com"},
               {"docs.example.com/a", "example.com"}});
}

TEST(RegistrableHost, KeepsThreeLabelsUnderSecondLevelsOfCountries) {
  ExpectHosts({{"https://www.school.edu.cn/x", "school.edu.cn"},
               {"http://jyj.city.gov.cn/", "city.gov.cn"},
               {"http://a.shop.com.cn/", "shop.com.cn"},
               {"http://x.town.bj.cn/", "town.bj.cn"},
               {"http://news.paper.co.uk/", "paper.co.uk"},
               {"http://lab.uni.ac.uk/", "uni.ac.uk"},
               {"http://www.shop.com.au", "shop.com.au"},
               {"http://a.b.co.jp", "b.co.jp"},
               {"http://a.b.com.tw", "b.com.tw"},
               {"http://a.b.com.hk", "b.com.hk"},
               {"http://www.gov.cn/", "gov.cn"},
               {"http://co.example.com/", "example.com"}});
}

TEST(RegistrableHost, KeepsAddressesAndSingleNamesWhole) {
  ExpectHosts({{"http://192.168.10.20:80/x", "192.168.10.20"},
               {"http://[2001:db8::1]:8080/x", "[2001:db8::1]"},
               {"http://localhost/x", "localhost"}});
}

TEST(RegistrableHost, IsEmptyWithoutHost) {
  ExpectHosts({{"", ""},
               {"mailto:somebody", ""},
               {"index", ""},
               {"/a/b.html", ""},
               {"http://", ""},
               {"http://bad host.com/", ""},
               {"http://[::1/x", ""}});
}

TEST(RegistrableHost, TakesUrlsInTheQueryForNothingElse) {
  EXPECT_EQ(RegistrableHost("https://a.example.com/?to=http://other.org/"), "example.com");
}

}  // namespace
}  // namespace textkin
