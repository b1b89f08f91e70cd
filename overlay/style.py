"""Qt's style sheet for ordinary windows, made from the tokens."""

from __future__ import annotations

from overlay.theme import Space, Theme, Type


def sheet(theme: Theme) -> str:
    """The style sheet of one appearance at one size."""
    p, px = theme.palette, theme.px
    families = ", ".join(f'"{family}"' for family in theme.families)
    return f"""
    QWidget {{ background: {p.ground}; color: {p.ink}; font-family: {families};
               font-size: {px(Type.BODY)}px; selection-background-color: {p.info};
               selection-color: {p.ground}; }}
    QLabel, QCheckBox, QRadioButton {{ background: transparent; }}
    QLabel[role="heading"] {{ font-size: {px(Type.LEVEL)}px; font-weight: bold; }}
    QLabel[role="title"] {{ font-size: {px(Type.TITLE)}px; font-weight: bold; }}
    QLabel[role="soft"] {{ color: {p.soft}; font-size: {px(Type.WHY + 0.5)}px; }}
    QLabel[role="wrong"] {{ color: {p.critical}; font-size: {px(Type.WHY + 0.5)}px; }}
    QLineEdit, QComboBox {{
        border: {px(1)}px solid {p.edge}; border-radius: {px(8)}px; padding: {px(5)}px {px(9)}px;
        min-height: {px(20)}px; placeholder-text-color: {p.soft}; }}
    QLineEdit:focus, QComboBox:focus {{ border-color: {p.info}; }}
    QWidget:disabled {{ color: {p.soft}; }}
    QComboBox::drop-down {{ border: none; width: {px(22)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ border: {px(1)}px solid {p.edge}; padding: {px(4)}px; outline: none; }}
    QPushButton {{ border: {px(1)}px solid {p.edge}; border-radius: {px(9)}px; padding: {px(6)}px {px(16)}px;
                   min-height: {px(20)}px; }}
    QPushButton:hover {{ border-color: {p.soft}; }}
    QPushButton:focus {{ border-color: {p.info}; }}
    QPushButton:default {{ background: {p.info}; border-color: {p.info}; color: {p.ground}; }}
    QTextBrowser {{ border: none; padding: {px(Space.SMALL)}px; }}
    QScrollArea {{ border: none; }}
    QScrollBar:vertical {{ width: {px(10)}px; background: transparent; }}
    QScrollBar::handle:vertical {{ background: {p.unlit}; border-radius: {px(4)}px;
                                   min-height: {px(30)}px; margin: {px(1)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    QListWidget {{ border: none; outline: none; font-size: {px(Type.BODY)}px; }}
    QListWidget::item {{ padding: {px(7)}px {px(10)}px; border-radius: {px(8)}px; }}
    QListWidget::item:selected {{ background: {p.line if p.line != p.ink else p.unlit}; color: {p.ink}; }}
    QSlider {{ background: transparent; min-height: {px(22)}px; }}
    QSlider::groove:horizontal {{ height: {px(3)}px; background: {p.unlit}; border-radius: {px(1)}px; }}
    QSlider::handle:horizontal {{ width: {px(14)}px; margin: -{px(6)}px 0; border-radius: {px(7)}px;
                                  background: {p.info}; }}
    QToolTip {{ background: {p.ground}; color: {p.ink}; border: {px(1)}px solid {p.edge}; }}
    """
