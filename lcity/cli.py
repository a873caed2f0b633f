"""The command line: words in, the corridor called once, its report printed or written, an exit code out.

Exit codes: 0 done, 1 below --fail-under or errors found by `check`, 2 lcity cannot go on, 3 lcity itself is
at fault.
"""

# ruff: noqa: N806 - the kinds of options in `build` are types, and named like types

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from lcity import __version__
from lcity.errors import LcityError
from lcity.words import Words, words

if TYPE_CHECKING:
    from lcity.model import Criteria, Tally

DEFAULT_SET = "vn-cv86-2019"
DONE, BELOW, CANNOT, FAULT = 0, 1, 2, 3
MANY = 20  # files, from which on a progress bar says something


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing but text for people ever leaves here."""
    asked = _language(arguments)
    try:
        speech = words(asked)
    except LcityError as error:
        return _say(words("vi").error(error), CANNOT)
    app = build(speech)
    try:
        with app.make_context("lcity", list(arguments)) as context:
            app.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except LcityError as error:
        return _say(speech.error(error), CANNOT)
    except KeyboardInterrupt:
        return _say(speech.error(LcityError("interrupted")), CANNOT)
    except BrokenPipeError:
        return DONE
    except Exception as error:
        if hasattr(error, "format_message"):  # the framework's own: wrong use of the command line
            return _misused(error, speech)
        if os.environ.get("LCITY_DEBUG"):
            raise
        return _say(speech.error(LcityError("internal", what=type(error).__name__)), FAULT)
    return DONE


def _say(line: str, code: int) -> int:
    typer.echo(line, err=True)
    return code


def _language(arguments: Sequence[str]) -> str:
    """The language that help and errors are given in: --lang, else LCITY_LANG, else Vietnamese."""
    for position, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return os.environ.get("LCITY_LANG") or "vi"


def _misused(error: Any, speech: Words) -> int:  # the framework's exceptions are not public
    """Help where a command is still to be chosen, else a line that says what is wrong."""
    if type(error).__name__ == "NoArgsIsHelpError" or "Missing command" in error.format_message():
        typer.echo(error.ctx.get_help())
        return DONE
    return _say(_usage(error, speech), CANNOT)


def _usage(error: Any, speech: Words) -> str:  # the framework's exceptions are not public
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "lcity"
    param = getattr(error, "param", None)
    name = param.metavar or f"--{param.name}" if param is not None else ""
    kind = type(error).__name__
    message = error.format_message()
    if kind == "BadOptionUsage":
        return speech.error(LcityError("usage-argument", what=error.option_name, command=command))
    near = (getattr(error, "possibilities", None) or [""])[0]
    hint = speech("other-hint", title=near) if near else ""
    if kind == "MissingParameter":
        return speech.error(LcityError("usage-missing", what=name or param, command=command))
    if kind == "NoSuchOption":
        return speech.error(LcityError("usage-option", what=error.option_name, hint=hint, command=command))
    if "No such command" in message:
        given = message.split("'")[1] if "'" in message else message
        return speech.error(
            LcityError("usage-command", what=given, hint=_near_command(given, context, speech))
        )
    if "unexpected extra argument" in message:
        given = message.partition("(")[2].strip(")")
        return speech.error(LcityError("usage-extra", what=given, command=command))
    return speech.error(
        LcityError("usage-value", what=name or getattr(error, "option_name", ""), command=command)
    )


def _near_command(given: str, context: Any, speech: Words) -> str:  # as above
    from difflib import get_close_matches

    known = list(getattr(context.command, "commands", {})) if context is not None else []
    near = get_close_matches(given, known, 1)
    return speech("other-hint", title=near[0]) if near else ""


def build(speech: Words) -> Any:  # the framework's command class is not public
    """The command line with its help in one language."""

    def say(key: str) -> str:
        return speech(f"help.{key}")

    def localized(text: str) -> str:
        for english, local in speech.texts["help"]["frame"].items():
            text = text.replace(english, local)
        return text

    class Command(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return localized(super().get_help(ctx))

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return localized(super().get_help(ctx))

    settings: dict[str, Any] = {"cls": Group, "rich_markup_mode": None, "add_completion": False}
    app = typer.Typer(help=say("lcity"), no_args_is_help=True, pretty_exceptions_enable=False, **settings)
    sets = typer.Typer(help=say("criteria"), no_args_is_help=True, **settings)
    app.add_typer(sets, name="criteria")

    Surveys = Annotated[
        list[Path], typer.Argument(metavar=say("survey-name"), help=say("surveys"), show_default=False)
    ]
    Set = Annotated[
        str, typer.Option("--criteria", "-c", metavar=say("set-name"), help=say("set"), show_default=False)
    ]
    Lang = Annotated[str, typer.Option("--lang", metavar="vi|en", help=say("lang"), show_default=False)]
    Format = Annotated[
        str, typer.Option("--format", "-f", metavar="table|json|csv", help=say("format"), show_default=False)
    ]
    Out = Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar=say("file-name"), help=say("out"), show_default=False),
    ]
    Force = Annotated[bool, typer.Option("--force", help=say("force"), show_default=False)]
    Targets = Annotated[
        Path | None,
        typer.Option("--targets", metavar=say("file-name"), help=say("targets"), show_default=False),
    ]
    Before = Annotated[
        Path | None,
        typer.Option("--previous", metavar=say("file-name"), help=say("previous"), show_default=False),
    ]
    Only = Annotated[
        str, typer.Option("--only", metavar=say("status-name"), help=say("only"), show_default=False)
    ]
    Share = Annotated[
        str, typer.Option("--fail-under", metavar="%", help=say("fail-under"), show_default=False)
    ]
    Code = Annotated[str, typer.Argument(metavar=say("code-name"), help=say("code"), show_default=False)]
    Survey = Annotated[
        Path | None, typer.Argument(metavar=say("survey-name"), help=say("survey"), show_default=False)
    ]

    Version = Annotated[
        bool,
        typer.Option("--version", help=say("version"), is_eager=True, callback=_version, show_default=False),
    ]

    @app.callback()
    def top(version: Version = False, lang: Lang = "") -> None:
        """Nothing of its own: --version leaves by its callback, --lang is read before."""

    @sets.callback()
    def of_sets(lang: Lang = "") -> None:
        """Nothing of its own, as above."""

    @app.command("score", cls=Command, help=say("score"), short_help=say("score-short"))
    def score(
        surveys: Surveys,
        criteria: Set = "",
        targets: Targets = None,
        previous: Before = None,
        unit: Annotated[
            str, typer.Option("--unit", metavar=say("unit-name"), help=say("unit"), show_default=False)
        ] = "",
        only: Only = "",
        fail_under: Share = "",
        format: Format = "",  # noqa: A002 - the option's name
        out: Out = None,
        force: Force = False,
        lang: Lang = "",
    ) -> None:
        chosen = _output(
            format, out, force, [*surveys, Path(criteria), *(p for p in (targets, previous) if p)]
        )
        limit = _share(fail_under)
        status = _only(only)
        from lcity.assess import assess, only_unit

        report = assess(surveys, _set(criteria), common=targets, previous=previous)
        if unit:
            report = only_unit(report, unit)
        spoken = _spoken(lang, report.criteria)
        _put(chosen, report, spoken, status, force, details=bool(unit))
        if limit is not None and any(_below(a.tally, limit) for a in report.assessments):
            raise typer.Exit(BELOW)

    @app.command("check", cls=Command, help=say("check"), short_help=say("check-short"))
    def check(
        surveys: Surveys,
        criteria: Set = "",
        by: Annotated[
            str, typer.Option("--by", metavar="unit|cause", help=say("by"), show_default=False)
        ] = "unit",
        period: Annotated[
            str, typer.Option("--period", metavar=say("period-name"), help=say("period"), show_default=False)
        ] = "",
        previous: Annotated[
            Path | None,
            typer.Option(
                "--previous", metavar=say("path-name"), help=say("check-previous"), show_default=False
            ),
        ] = None,
        format: Annotated[  # noqa: A002 - the option's name
            str,
            typer.Option(
                "--format", "-f", metavar=say("form-name"), help=say("check-format"), show_default=False
            ),
        ] = "",
        out: Annotated[
            Path | None,
            typer.Option("--out", "-o", metavar=say("file-name"), help=say("check-out"), show_default=False),
        ] = None,
        annotate: Annotated[
            Path | None,
            typer.Option("--annotate", metavar=say("folder-name"), help=say("annotate"), show_default=False),
        ] = None,
        fix: Annotated[
            Path | None,
            typer.Option("--fix", metavar=say("folder-name"), help=say("fix"), show_default=False),
        ] = None,
        force: Force = False,
        lang: Lang = "",
    ) -> None:
        from lcity import checking

        if by not in ("unit", "cause"):
            raise LcityError("unknown-by", given=by)
        inputs = [*surveys, Path(criteria), *([previous] if previous else [])]
        listing = checking.choose(format, out, force=force, inputs=inputs)
        checking.refuse_folders([annotate, fix], surveys)
        from lcity.examination import examine

        examination = examine(surveys, _set(criteria), period=period, previous=previous)
        spoken = _spoken(lang, examination.criteria)
        view = checking.View(_width() if out is None else 100, out is None and _colour(), by)
        said = listing.put(examination, spoken, view)
        typer.echo(said, nl=False, err=out is not None)
        if annotate is not None:
            typer.echo(checking.annotate(examination, spoken, annotate, force=force), nl=False, err=True)
        if fix is not None:
            typer.echo(checking.fix(examination, spoken, fix, force=force), nl=False, err=True)
        if checking.failed(examination):
            raise typer.Exit(BELOW)

    @app.command("blank", cls=Command, help=say("blank"), short_help=say("blank-short"))
    def blank(
        out: Annotated[
            Path,
            typer.Option(
                "--out", "-o", metavar=say("folder-name"), help=say("blank-out"), show_default=False
            ),
        ],
        criteria: Set = "",
        units: Annotated[
            Path | None,
            typer.Option("--units", metavar=say("units-name"), help=say("units"), show_default=False),
        ] = None,
        ask: Annotated[
            str, typer.Option("--ask", metavar=say("ask-name"), help=say("ask"), show_default=False)
        ] = "",
        only_for: Annotated[
            str,
            typer.Option("--only-for", metavar=say("code-name"), help=say("only-for"), show_default=False),
        ] = "",
        period: Annotated[
            str,
            typer.Option(
                "--period", metavar=say("period-name"), help=say("blank-period"), show_default=False
            ),
        ] = "",
        previous: Annotated[
            Path | None,
            typer.Option(
                "--previous", metavar=say("path-name"), help=say("blank-previous"), show_default=False
            ),
        ] = None,
        due: Annotated[
            str, typer.Option("--due", metavar=say("due-name"), help=say("due"), show_default=False)
        ] = "",
        force: Force = False,
        lang: Lang = "",
    ) -> None:
        from lcity.forms.round import prepare

        chosen = _set(criteria)
        spoken = _spoken(lang, chosen)
        forms = prepare(
            chosen, spoken, units=units, ask=ask, only_for=only_for, period=period, due=due, earlier=previous
        )
        _count_off(forms.write(out, force=force), len(forms.recipients), out, spoken)
        typer.echo("\n".join(forms.report(out)))

    @app.command("explain", cls=Command, help=say("explain"), short_help=say("explain-short"))
    def explain(
        code: Code,
        survey: Survey = None,
        criteria: Set = "",
        targets: Targets = None,
        previous: Before = None,
        lang: Lang = "",
    ) -> None:
        from lcity import explaining

        chosen = _set(criteria)
        page = explaining.is_check(code)
        indicator = None if page else explaining.indicator_of(code, chosen, speech)
        report = None
        if survey is not None:
            from lcity.assess import assess

            report = assess([survey], chosen, common=targets, previous=previous)
        spoken = _spoken(lang, chosen)
        if indicator is None:
            typer.echo(explaining.check(code, spoken, report, _width()), nl=False)
        else:
            typer.echo(explaining.indicator(indicator, chosen, spoken, report, _width()), nl=False)

    @sets.command("list", cls=Command, help=say("criteria-list"))
    def criteria_list(lang: Lang = "") -> None:  # noqa: ARG001 - read before, by `_language`
        from lcity import explaining

        typer.echo(explaining.sets(speech, _width()), nl=False)

    @sets.command("show", cls=Command, help=say("criteria-show"))
    def criteria_show(
        name: Annotated[
            str, typer.Argument(metavar=say("set-name"), help=say("set-shown"), show_default=False)
        ] = DEFAULT_SET,
        lang: Lang = "",
    ) -> None:
        from lcity import criteria as shelf
        from lcity import explaining

        chosen = shelf.load(name)
        typer.echo(explaining.criteria(chosen, _spoken(lang, chosen), _width()), nl=False)

    @sets.command("schema", cls=Command, help=say("criteria-schema"), short_help=say("criteria-schema-short"))
    def criteria_schema(lang: Lang = "") -> None:  # noqa: ARG001 - as above
        import json

        from lcity import criteria as shelf

        typer.echo(json.dumps(shelf.schema(), ensure_ascii=False, indent=2))

    return typer.main.get_command(app)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"lcity {__version__}")
        raise typer.Exit


def _set(name: str) -> "Criteria":
    """The criteria set that was asked for, else the usual one."""
    from lcity import criteria as shelf

    return shelf.load(name or DEFAULT_SET)


def _spoken(lang: str, criteria: "Criteria") -> Words:
    return words(lang or os.environ.get("LCITY_LANG") or criteria.languages[0])


def _output(
    name: str, out: Path | None, force: bool, inputs: Sequence[Path]
) -> tuple[str, Path | None, Sequence[Path]]:
    """The format by its name or the ending of --out; refused before any work where it cannot be written."""
    from lcity import files, formats, workbook

    chosen = name or (formats.for_ending(out.suffix) if out is not None and out.suffix else "table")
    formats.get(chosen)
    if out is not None:
        inputs = [
            file for path in inputs for file in (workbook.find_workbooks(path) if path.is_dir() else [path])
        ]
        files.refuse(out, force=force, inputs=inputs)
    return chosen, out, inputs


def _put(
    chosen: tuple[str, Path | None, Sequence[Path]],
    report: Any,
    spoken: Words,
    only: Any,
    force: bool,
    *,
    details: bool,
) -> None:
    from lcity import files, formats

    name, out, inputs = chosen
    view = formats.View(_width() if out is None else 100, out is None and _colour(), only, details)
    text = formats.get(name).render(report, spoken, view)
    if out is None:
        typer.echo(text, nl=False)
    else:
        files.write(out, text, force=force, inputs=inputs)
        typer.echo(spoken("score.written", file=out), err=True)
    if name == "csv" and report.assessments:  # a table has no room for a sentence
        typer.echo(spoken.working(report.assessments[0].bases), err=True)


def _count_off(written: Iterator[Path], total: int, folder: Path, spoken: Words) -> None:
    """Lets files be written one by one, with a progress bar where many are and somebody looks on."""
    done = 0
    try:
        if total < MANY or not sys.stderr.isatty():
            for _ in written:
                done += 1
            return
        from rich.console import Console
        from rich.progress import track

        for _ in track(
            written, spoken("forms.progress"), total, console=Console(stderr=True), transient=True
        ):
            done += 1
    except KeyboardInterrupt:
        raise LcityError("blank-interrupted", folder=str(folder), done=done, total=total) from None


def _only(given: str) -> Any:  # Status, imported late
    from lcity.model import Status

    if not given:
        return None
    if given not in list(Status):
        raise LcityError("unknown-status", given=given, known=", ".join(Status))
    return Status(given)


def _share(given: str) -> Any:  # Fraction, imported late
    if not given:
        return None
    from fractions import Fraction

    plain = given.strip().removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", plain) or Fraction(plain) > 100:
        raise LcityError("bad-share", given=given)
    return Fraction(plain)


def _below(tally: "Tally", limit: Any) -> bool:  # Fraction, imported late
    """Whether fewer are met than asked; where nothing counts, nothing is met."""
    return tally.met * 100 < limit * tally.base or (not tally.base and limit > 0)


def _width() -> int:
    """The width of the terminal; 80 where there is none."""
    from shutil import get_terminal_size

    return max(60, min(get_terminal_size((80, 24)).columns, 160))


def _colour() -> bool:
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    if os.name != "nt":
        return True
    from rich.console import Console

    return not Console().legacy_windows
