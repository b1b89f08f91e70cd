import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from models.ear.spoken import spoken_digits, spoken_integer
from models.speech.numbers import display, find, spoken

NUMERALS = "零〇一幺二两三四五六七八九十百千万亿点"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("我要打一二三一五", "我要打12315"),
        ("电话幺三九五二零幺八六六三", "电话13952018663"),
        ("请拨幺幺零", "请拨110"),
        ("一千二百块", "1200块"),
        ("一百二", "120"),
        ("一万二", "12000"),
        ("两万五千八", "25800"),
        ("一百零五块", "105块"),
        ("三百二十八块五毛", "328块5毛"),
        ("一百二十万的房贷", "120万的房贷"),
        ("二零二六年一月一号到期", "2026年1月1号到期"),
        ("三月八号上午九点半", "3月8号上午9点半"),
        ("下午三点到五点", "下午3点到5点"),
        ("早上七点零五分", "早上7点05分"),
        ("晚上八点一刻", "晚上8点一刻"),
        ("年利率百分之三点八五", "年利率3.85%"),
        ("一点五倍", "1.5倍"),
        ("零点五折", "0.5折"),
        ("排在第二十七位", "排在第27位"),
        ("二十多块", "20多块"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_figures(said: str, written: str) -> None:
    assert display(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "一个人", "您等一下", "第一", "第二次", "十分抱歉", "七八十块",
        "几十块", "两三百", "二十四五岁", "千万别挂", "万一呢", "我说三点",
        "快一点三个人", "一五一十地说", "十有八九", "七七八八", "三天两头", "周一三五",
        "百分百", "一块去", "三月", "点一下",
    ],
)  # fmt: skip
def test_turns_of_phrase_stay(said: str) -> None:
    assert display(said) == said


def test_three_hundred_for_one_month_is_not_three_hundred_and_ten() -> None:
    assert display("一千三百一个月") == "1300一个月"


@given(st.integers(10, 10**12 - 1))
def test_amounts_go_round(n: int) -> None:
    said = spoken_integer(n) + "元"
    written = display(said)
    figures = written.removesuffix("元")
    size = {"万": 10**4, "亿": 10**8}.get(figures[-1], 1)
    assert int(figures.rstrip("万亿")) * size == n
    assert display(spoken(written)) == written


@given(st.text("0123456789", min_size=4, max_size=20))
def test_digit_strings_go_round(digits: str) -> None:
    assume(digits not in {"7788", "3355", "3344"})
    assert spoken(digits) == spoken_digits(digits)
    assert display(spoken(digits)) == digits


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 31))
def test_dates_go_round(year: int, month: int, day: int) -> None:
    written = f"{year}年{month}月{day}号"
    assert display(spoken(written)) == written


@given(st.integers(0, 99), st.text("0123456789", min_size=1, max_size=3))
def test_percentages_go_round(whole: int, fraction: str) -> None:
    for written in (f"{whole}%", f"{whole}.{fraction}%"):
        assert display(spoken(written)) == written


@given(st.text(NUMERALS + "元块分第几月号下午半个", max_size=12))
@example("点分")
def test_whatever_is_said_is_written_somehow_and_only_once(said: str) -> None:
    place = 0
    for number in find(said):
        assert place <= number.start < number.end <= len(said)
        assert number.written[0].isdigit()
        place = number.end
    assert display(display(said)) == display(said)
