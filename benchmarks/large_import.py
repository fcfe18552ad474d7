"""What a document of 2,000 pages costs: its import, and a question with it in force.

Generates a plan of 5 MB in 40,000 paragraphs (fewer with an argument), imports it and asks twice,
each in a process of its own, and prints time and peak memory of each. The promise for the import:
under 30 seconds and 500 MB.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PARAGRAPHS = 40_000
_PROJECT = Path(__file__).parents[1]
_PER_SECTION = 100
_SECTIONS = 20
# What plans are full of, two characters each.
_TEXT = (
    "加强推进落实完善健全教育教学学校教师学生家长安全管理服务课后心理健康体育美育劳动食品卫生校车"
    "高中特殊督导评估经费建设工程项目平台资源均衡优质发展改革机制制度队伍培训考核党建德育家庭社会"
    "社区监测近视防控作业睡眠手机读物"
)
_WORDS = [_TEXT[at : at + 2] for at in range(0, len(_TEXT), 2)]
_DIGITS = "零一二三四五六七八九"


def main() -> None:
    """Print what each step takes."""
    paragraphs = int(sys.argv[1]) if len(sys.argv) > 1 else PARAGRAPHS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config.toml").write_text("", encoding="utf-8")
        plan = home / "large.txt"
        plan.write_text(large_plan(paragraphs), encoding="utf-8")
        size = plan.stat().st_size / 1e6
        sys.stdout.write(f"{paragraphs} paragraphs, {size:.1f} MB\n")
        _report("import", home, "import", str(plan))
        _report("first question", home, "ask", "校车安全谁来管")
        _report("next question", home, "ask", "校车安全谁来管")


def large_plan(paragraphs: int) -> str:
    """Return a plan of numbered paragraphs in parts and sections, the same every time."""
    chance = random.Random(2022)  # noqa: S311 - no secret
    lines = ["关于印发《2022年大型工作要点》的通知", "某市教育局", "2022年3月29日"]
    for at in range(paragraphs):
        section, number = divmod(at, _PER_SECTION)
        if not number:
            part, within = divmod(section, _SECTIONS)
            if not within:
                lines.append(f"{_chinese(part + 1)}、第{_chinese(part + 1)}部分工作")
            lines.append(f"({_chinese(within + 1)})加强{chance.choice(_WORDS)}工作")
        words = "".join(chance.choice(_WORDS) for _ in range(19))
        lines.append(f"{number + 1}.{words[:8]}。{words[8:]}。")
    return "\n".join(lines) + "\n"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones or not tens else "")


def _report(step: str, home: Path, *arguments: str) -> None:
    """Run a command and print its time and the most memory it held."""
    command = [sys.executable, "-m", "bot", "--config", str(home / "config.toml"), *arguments]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=_PROJECT, stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    sys.stdout.write(
        f"{step}: {seconds:.1f} s, {used.ru_maxrss / 1024:.0f} MB, exit code {process.returncode}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
