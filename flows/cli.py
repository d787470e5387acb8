"""The `winnow` command."""

from __future__ import annotations

import argparse
import io
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from flows import exit_codes
from flows.printing import complain
from tasks import VERSION
from tasks.errors import UsageError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 1 audit failed or stale, 2 usage, 3 unreadable input, 70 defect."""
    args = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            # A terminal that knows fewer characters than the dump gets them escaped.
            stream.reconfigure(errors="backslashreplace")
    try:
        code: int = args.run(args)
        return code
    except UsageError as error:
        complain(str(error))
        return exit_codes.USAGE
    except KeyboardInterrupt:
        complain("interrupted")
        return exit_codes.SIGNALLED + signal.SIGINT
    except OSError as error:  # a full disk, a folder turned read-only, a server that is gone, a file of the dataset
        where = error.filename or vars(args).get("out", "standard output")
        complain(f"{where}: {error.strerror or error}")
        return exit_codes.USAGE
    except Exception:
        complain("this is a defect of Winnow; what is published is whole", traceback.format_exc())
        return exit_codes.DEFECT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="winnow", description="Raw dumps of web text in, a clean, audited Parquet dataset out."
    )
    parser.add_argument("--version", action="version", version=f"winnow {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="clean raw dumps, audit and publish the dataset")
    _add_run_arguments(run)
    run.add_argument("--rebuild", action="store_true", help="clean everything again; the dataset is RAW alone")
    run.set_defaults(run=_run)

    clean = commands.add_parser("clean", help="clean one document to standard output")
    clean.add_argument("file", metavar="FILE", help="a text or HTML file, or - for standard input")
    clean.add_argument("--json", action="store_true", help="print the document's row and its decisions")
    clean.add_argument("--config", type=Path, help="configuration (default: winnow.toml, where it is)")
    clean.set_defaults(run=_clean)

    explain = commands.add_parser("explain", help="show every line of one document with its fate")
    explain.add_argument("file", metavar="FILE", help="a text or HTML file, or - for standard input")
    explain.add_argument("--html", type=Path, metavar="OUT", help="write it as a page instead")
    explain.add_argument("--config", type=Path, help="configuration (default: winnow.toml, where it is)")
    explain.set_defaults(run=_explain)

    report = commands.add_parser("report", help="build the published version's report again")
    report.add_argument("--out", type=_named, default="clean", help="the dataset (default: clean)")
    report.set_defaults(run=_report)

    status = commands.add_parser("status", help="the published version, its age and its audit")
    status.add_argument("--out", type=_named, default="clean", help="the dataset (default: clean)")
    status.add_argument("--max-age", metavar="AGE", help="exit 1 when older: 36h, 2d, 90m or seconds")
    status.set_defaults(run=_status)

    train = commands.add_parser("train", help="train the classifier on labelled pages")
    train.add_argument("pages", metavar="PAGES", nargs="+", type=Path, help="Parquet files of labelled pages")
    train.add_argument("--out", type=Path, default=Path("model"), help="the model's folder (default: model)")
    train.add_argument("--folds", metavar="N", type=_folds, default=0, help="N more models to judge it by (default: 0)")
    train.add_argument(
        "--attribution", metavar="FILE|TEXT", default="unknown", help="whose the pages are, for the model card"
    )
    train.set_defaults(run=_train)

    serve = commands.add_parser("serve", help="run on a schedule, on a Prefect server")
    _add_run_arguments(serve, raw_default=["raw"])
    when = serve.add_mutually_exclusive_group()
    when.add_argument("--cron", default="0 2 * * *", help='when to run (default: "0 2 * * *", at two every night)')
    when.add_argument("--every", metavar="SECONDS", type=_positive, help="run at an interval instead")
    serve.set_defaults(run=_serve)
    return parser


def _add_run_arguments(parser: argparse.ArgumentParser, raw_default: list[str] | None = None) -> None:
    parser.add_argument(
        "raw",
        metavar="RAW",
        nargs="*" if raw_default else "+",
        default=raw_default,
        help="file, folder, glob or URL",
    )
    parser.add_argument(
        "--out", type=_named, default="clean", help="the dataset's folder, or an s3:// URL (default: clean)"
    )
    parser.add_argument("--workers", type=_positive, help="how many (default: one a core)")
    parser.add_argument("--runner", choices=("processes", "dask"), default="processes", help="who does the work")
    parser.add_argument("--dask-address", metavar="ADDR", type=_named, help="a Dask scheduler, with --runner dask")
    parser.add_argument("--config", type=Path, help="configuration (default: winnow.toml, where it is)")


def _named(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("'' is no name")
    return text


def _positive(text: str) -> int:
    # What starts processes and keeps schedules counts no further.
    if not text.isdigit() or not 1 <= int(text) <= 10**9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to a thousand million")
    return int(text)


def _folds(text: str) -> int:
    if not text.isdigit() or int(text) == 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 2 or more, or 0 for none")
    return int(text)


# Each command imports what it needs, when it needs it: `clean` and `explain` start in a fraction of a second
# because neither Prefect nor Great Expectations is loaded for them.


def _run(args: argparse.Namespace) -> int:
    from flows.run_command import run

    return run(args)


def _train(args: argparse.Namespace) -> int:
    from flows.train_command import train

    return train(args)


def _serve(args: argparse.Namespace) -> int:
    from flows.serve_command import serve

    return serve(args)


def _clean(args: argparse.Namespace) -> int:
    from flows.document_commands import clean

    return clean(args)


def _explain(args: argparse.Namespace) -> int:
    from flows.document_commands import explain

    return explain(args)


def _report(args: argparse.Namespace) -> int:
    from flows.dataset_commands import report

    return report(args)


def _status(args: argparse.Namespace) -> int:
    from flows.dataset_commands import status

    return status(args)


if __name__ == "__main__":
    sys.exit(main())
