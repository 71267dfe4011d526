"""Archives for tests: honest ones, and such as no honest tool would make."""

import io
import tarfile
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(entry(name), data, how)
    return box.getvalue()


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    """Make an entry whose name nobody tidied."""
    info = zipfile.ZipInfo("placeholder")
    info.filename = info.orig_filename = name
    info.external_attr = mode << 16
    return info


def zipped_entries(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for info, data in entries:
            archive.writestr(info, data)
    return box.getvalue()


def tarred(files: Mapping[str, bytes], packed: str = "") -> bytes:
    return tarred_entries(*((tar_entry(name), data) for name, data in files.items()), packed=packed)


def tar_entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def tarred_entries(*entries: tuple[tarfile.TarInfo, bytes], packed: str = "") -> bytes:
    box = io.BytesIO()
    with tarfile.open(fileobj=box, mode=f"w:{packed}") as archive:  # type: ignore[call-overload]
        for info, data in entries:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return box.getvalue()
