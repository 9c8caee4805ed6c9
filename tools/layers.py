"""Who may include whom: the table of the modules, stated once for every script."""

# module -> the modules that it may include, together with everything that these may include
MAY_INCLUDE = {
    "core": (),
    "model": ("core",),
    "access": ("model",),
    "quality": ("model",),
    "chain": ("model",),
    "need": ("model",),
    "score": ("core",),
    "portfolio": ("model",),
    "lifetime": ("core",),
    "match": ("model",),
    "assess": ("quality", "chain", "need", "score", "portfolio", "lifetime"),
    "plan": ("assess",),
    "report": ("plan",),
    "store": ("access",),
    "io": ("model",),
    "desk": ("store", "io", "plan"),
}

# What <guanxi/guanxi.hpp> holds.
TOP_UMBRELLA = ("core", "model", "quality", "chain", "need", "score", "portfolio", "lifetime", "assess")

# Programs on top of everything: their folders under src/ may include any module.
ON_TOP = ("cli",)


def closure(module):
    """Every module whose headers `module` may include, itself among them."""
    found = {module}
    waiting = [module]
    while waiting:
        for below in MAY_INCLUDE[waiting.pop()]:
            if below not in found:
                found.add(below)
                waiting.append(below)
    return found
