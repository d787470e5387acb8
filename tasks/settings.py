"""What a user may set, in `winnow.toml`, and the check that nothing else is set."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tasks.errors import UsageError
from tasks.readers.base import MAX_RECORD_BYTES


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LimitSettings(_Section):
    """How much of one record is taken on."""

    record_bytes: int = Field(default=MAX_RECORD_BYTES, ge=1)
    record_cpu_seconds: float = Field(default=60, gt=0, allow_inf_nan=False)


class ShardSettings(_Section):
    """How the work is cut."""

    bytes: int = Field(default=16 * 2**20, ge=1)


class ClassifierSettings(_Section):
    """Which trained model tells content from the rest, and how much of what it doubts is kept."""

    model: str = ""
    bias: float = Field(default=1.0, gt=0, allow_inf_nan=False)


class Settings(_Section):
    """Everything in `winnow.toml`; the comments there say what each key does."""

    engine: Literal["classifier", "trafilatura"] = "classifier"
    removal_budget: float = Field(default=0.9, gt=0, le=1)
    classifier: ClassifierSettings = ClassifierSettings()
    limits: LimitSettings = LimitSettings()
    shards: ShardSettings = ShardSettings()

    def output_key(self) -> str:
        """The settings that change what is published, as text: a part of every ledger key.

        Where the model lies changes nothing; what it is does, and `tasks.fingerprint` sees to that.
        """
        return self.model_dump_json(exclude={"shards": True, "classifier": {"model"}})


CONFIG_NAME = "winnow.toml"


def load_settings(path: Path | None = None) -> Settings:
    """The settings of the file at `path`, else of `winnow.toml` in the working directory, else the defaults.

    Raises:
        UsageError: the file is missing or not TOML, or a key is unknown or has a value it cannot have.
    """
    if path is None:
        path = Path(CONFIG_NAME)
        if not os.path.lexists(path):  # a link that leads nowhere is a mistake, not a folder without settings
            return Settings()
    try:
        return _absolute(Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig"))))
    except OSError as error:
        raise UsageError(f"{path}: the configuration cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a TOML file: {error}") from None
    except ValidationError as error:
        raise UsageError(f"{path}: {_in_words(error)}") from None


def _absolute(settings: Settings) -> Settings:
    """With the model's folder as an absolute path: a Dask worker need not run in this folder."""
    if not settings.classifier.model:
        return settings
    model = str(Path(settings.classifier.model).absolute())
    return settings.model_copy(update={"classifier": settings.classifier.model_copy(update={"model": model})})


def _in_words(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        section = Settings.model_fields[str(first["loc"][0])].default if len(first["loc"]) > 1 else Settings()
        return f"unknown key {key!r}; the keys here are {', '.join(sorted(type(section).model_fields))}"
    if first["type"] == "model_type":
        return f"{key} is a section: write [{key}] on a line of its own, its keys below"
    return f"{key} = {first['input']!r}: {first['msg'].lower()}"
