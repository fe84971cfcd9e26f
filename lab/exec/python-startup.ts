/**
 * The module `sitecustomize` for Python: the package certifi, which the vendor's SDK asks for trusted roots, names our bundle.
 * The module of that name that it hides is imported after it.
 */
export const pythonStartup = (bundle: string): string => `import importlib.machinery
import importlib.util
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))
if importlib.util.find_spec("certifi") is not None:
    import certifi
    import certifi.core

    certifi.where = certifi.core.where = lambda: ${JSON.stringify(bundle)}

sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != _here]
_hidden = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
if _hidden is not None and _hidden.loader is not None:
    _hidden.loader.exec_module(importlib.util.module_from_spec(_hidden))
`
