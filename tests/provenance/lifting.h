// A paragraph, a text that it belongs to, and one that it does not belong to.

#pragma once

#include <string>

namespace textkin {

inline std::string PontoonParagraph() {
  return "The ferry pontoon was lifted in March, its chains were renewed, and the ferryman's hut "
         "got a new stove before the ice came down the river and closed the landing for nine "
         "days.\n";
}
inline std::string FerryText() {
  return "Landing stage report. The ferry carried more passengers than ever, and the ferryman asks "
         "for a second boat, since the river ran high and the ice stayed long. Chains and pontoon "
         "are inspected in spring and in autumn, when the landing is closed for a day; the hut and "
         "its stove are painted by the crew, who also sell the tickets on the quay of the old "
         "town. The ferryman keeps a book of every crossing, of ice and of fog, and of what was "
         "left behind on the benches of the pontoon.\n";
}
inline std::string OrchardText() {
  return "Orchard notes. Apples were picked late, pears failed, and wasps took most of the plums. "
         "Two rows of quince were grafted on older stock, the press was mended, and cider was "
         "bottled in November by volunteers from the village school, whose pupils had planted the "
         "first trees along the southern wall some thirty years ago. A fence was built against "
         "deer, and the beekeeper put up six hives under the limes; honey will be sold at the gate "
         "from next summer on, together with dried fruit and vinegar.\n";
}

}  // namespace textkin
