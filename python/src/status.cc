// Statuses as exceptions: textkin/errors.py has a class for each code.

#include "bindings.h"

namespace textkin::python {

namespace nb = nanobind;

void Raise(const absl::Status& status) {
  const std::string_view message(status.message().data(), status.message().size());
  // A path in the message may be no UTF-8.
  const nb::object text = nb::steal(
      PyUnicode_DecodeUTF8(message.data(), static_cast<Py_ssize_t>(message.size()), "replace"));
  const nb::object error =
      nb::module_::import_("textkin.errors").attr("of_status")(status.raw_code(), text);
  PyErr_SetObject(error.type().ptr(), error.ptr());
  throw nb::python_error();
}

}  // namespace textkin::python
