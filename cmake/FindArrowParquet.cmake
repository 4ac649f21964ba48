# Finds Arrow's C++ library with Parquet and defines ArrowParquet::parquet: an installed one, else the headers and
# libraries inside a pyarrow wheel. TEXTKIN_PYARROW_PYTHON names the Python that has it; scripts/install-deps.sh makes
# one in build/pyarrow.
set(TEXTKIN_PYARROW_PYTHON "" CACHE FILEPATH "Python whose pyarrow serves where no Arrow C++ is installed")

find_package(Arrow CONFIG QUIET)
find_package(Parquet CONFIG QUIET)
if(TARGET Parquet::parquet_shared)
  add_library(ArrowParquet::parquet INTERFACE IMPORTED)
  target_link_libraries(ArrowParquet::parquet INTERFACE Parquet::parquet_shared)
  set(ArrowParquet_LIBRARY Parquet::parquet_shared)
else()
  set(ask "import glob, os, pyarrow; print(pyarrow.get_include()); \
print(*(max(glob.glob(os.path.join(os.path.dirname(pyarrow.__file__), f'lib{n}.so.*'))) for n in ('arrow', 'parquet')), sep='\\n')")
  foreach(python "${TEXTKIN_PYARROW_PYTHON}" "${PROJECT_SOURCE_DIR}/build/pyarrow/bin/python" python3)
    if(python AND NOT ArrowParquet_LIBRARY)
      execute_process(COMMAND "${python}" -c "${ask}" OUTPUT_VARIABLE answer ERROR_QUIET RESULT_VARIABLE failed
        OUTPUT_STRIP_TRAILING_WHITESPACE)
      if("${failed}" STREQUAL "0")
        string(REPLACE "\n" ";" answer "${answer}")
        list(GET answer 0 ArrowParquet_INCLUDE_DIR)
        list(GET answer 1 ArrowParquet_ARROW)
        list(GET answer 2 ArrowParquet_LIBRARY)
      endif()
    endif()
  endforeach()
  if(ArrowParquet_LIBRARY)
    add_library(ArrowParquet::parquet INTERFACE IMPORTED)
    target_include_directories(ArrowParquet::parquet SYSTEM INTERFACE "${ArrowParquet_INCLUDE_DIR}")
    target_link_libraries(ArrowParquet::parquet INTERFACE "${ArrowParquet_LIBRARY}" "${ArrowParquet_ARROW}")
    # What an installation takes along: the wheel may go.
    set(ArrowParquet_WHEEL_LIBRARIES "${ArrowParquet_ARROW}" "${ArrowParquet_LIBRARY}")
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ArrowParquet REQUIRED_VARS ArrowParquet_LIBRARY)
