"""The small signs before words, drawn for this product on a grid of 24 by 24. Knows nothing else."""

from django.utils.safestring import SafeString, mark_safe


def _drawn(**paths: str) -> dict[str, SafeString]:
    # The paths are constants of this file: nothing that anybody typed goes in here.
    return {
        name: mark_safe("".join(f'<path d="{part}"/>' for part in drawing.split("|")))  # noqa: S308
        for name, drawing in paths.items()
    }


SIGNS = _drawn(
    sun=(
        "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8|M12 3v2|M12 19v2|M3 12h2|M19 12h2|M5.6 5.6l1.4 1.4|"
        "M17 17l1.4 1.4|M18.4 5.6L17 7|M7 17l-1.4 1.4"
    ),
    moon="M20 14a8 8 0 1 1-10-10a6.5 6.5 0 0 0 10 10z",
    list="M4 6h2|M4 12h2|M4 18h2|M9 6h11|M9 12h11|M9 18h11",
    clock="M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18|M12 7v5l3.5 2",
    coins="M9 5a5 5 0 1 0 0 10a5 5 0 0 0 0-10|M15.5 9.5a5 5 0 1 1-6 6",
    handshake="M3 8l4-2 5 2 5-2 4 2v7l-4 1|M3 8v7l3 1 5 4 3-2 3-2|M12 8l-3 4 2 1 3-2 4 4",
    calendar="M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z|M4 10h16|M8 3v4|M16 3v4",
    scales="M12 4v16|M8 20h8|M5 7h14|M5 7l-2.5 6h5z|M19 7l-2.5 6h5z",
    lock="M6 11h12v9H6z|M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    briefcase="M4 8h16v11H4z|M9 8V5h6v3|M4 13h16",
    check="M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18|M8 12.5l2.7 2.7L16 9.5",
    printer="M7 8V4h10v4|M7 16H4V8h16v8h-3|M7 13h10v7H7z",
    gift=(
        "M4 9h16v4H4z|M5.5 13h13v7h-13z|M12 9v11|M12 9c-3.5 0-5-1-5-2.7S9.8 4 12 9z|M12 9c3.5 0 5-1 5-2.7S14.2 4 12 9z"
    ),
    gauge="M4 18a9 9 0 1 1 16 0|M12 14l4-5",
    eye="M2 12S6 5.5 12 5.5 22 12 22 12 18 18.5 12 18.5 2 12 2 12z|M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5",
    smile="M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18|M8.5 14a4 4 0 0 0 7 0|M9 9.5v.2|M15 9.5v.2",
    pen="M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z|M14 6.5l3.5 3.5",
    phone="M6 4h3l1.5 4L8.5 9.5a11 11 0 0 0 6 6L16 13.5l4 1.5v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z",
    mail="M4 6h16v12H4z|M4 7l8 6 8-6",
    letter="M6 3h9l4 4v14H6z|M14 3v5h5|M9 13h6|M9 17h6",
    chart="M4 20h16|M7 20v-6|M12 20V6|M17 20v-9",
    ladder="M8 3v18|M16 3v18|M8 7h8|M8 12h8|M8 17h8",
    inbox="M4 13l3-8h10l3 8v6H4z|M4 13h5a3 3 0 0 0 6 0h5",
    gear=(
        "M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6|M12 3v3|M12 18v3|M3 12h3|M18 12h3|M5.6 5.6l2.2 2.2|"
        "M16.2 16.2l2.2 2.2|M18.4 5.6l-2.2 2.2|M7.8 16.2l-2.2 2.2"
    ),
    search="M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14|M16 16l4.5 4.5",
    menu="M4 6h16|M4 12h16|M4 18h16",
    person="M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8|M4.5 20a7.5 7.5 0 0 1 15 0",
    people=(
        "M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7|M2.5 19a6.5 6.5 0 0 1 13 0|"
        "M16 5.5a3.5 3.5 0 0 1 0 6.5|M18 14a6.5 6.5 0 0 1 3.5 5"
    ),
    warning="M12 4l9 16H3z|M12 10v4.5|M12 17.5v.2",
    info="M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18|M12 11v5|M12 7.8v.2",
    next="M9 5l7 7-7 7",
    back="M15 5l-7 7 7 7",
    close="M6 6l12 12|M18 6L6 18",
    plus="M12 5v14|M5 12h14",
    out="M14 4H5v16h9|M10 12h11|M17.5 8.5L21 12l-3.5 3.5",
    pause="M9 5v14|M15 5v14",
    globe="M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18|M3 12h18|M12 3c3 3 3.6 6 3.6 9s-.6 6-3.6 9c-3-3-3.6-6-3.6-9s.6-6 3.6-9",
    download="M12 4v11|M7.5 11L12 15.5 16.5 11|M5 20h14",
    keyboard="M3 7h18v10H3z|M7 11h.1|M11 11h.1|M15 11h.1|M8 14h8",
)
