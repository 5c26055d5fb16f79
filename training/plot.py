"""A reliability plot as SVG, without a plotting library."""

COLOURS = ("#2563eb", "#60a5fa", "#c2410c", "#fb923c")
SIZE, EDGE = 360, 44


def reliability_plot(curves: dict[str, dict]) -> str:
    """Predicted against observed; a curve on the diagonal can be believed. The score is shown on 0 (broken) to 1 (clean)."""

    def x(value: float) -> float:
        return EDGE + value * SIZE

    def y(value: float) -> float:
        return EDGE + (1 - value) * SIZE

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 2 * EDGE + 150} {SIZE + 2 * EDGE}" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#333"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<text x="{x(tick)}" y="{y(0) + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{x(0) - 8}" y="{y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    parts.append(f'<text x="{x(0.5)}" y="{y(0) + 34}" text-anchor="middle">predicted</text>')
    parts.append(f'<text x="{x(0)}" y="{y(1) - 12}">observed</text>')
    for place, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[place % len(COLOURS)]
        points = [(x(b["predicted"]), y(b["observed"])) for b in curve["bins"]]
        line = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in points)
        parts.append(f'<text x="{x(1) + 12}" y="{EDGE + 18 * place + 8}" fill="{colour}">{name} ({curve["error"]:.3f})</text>')
    return "\n".join([*parts, "</svg>", ""])
