"""Sending files and reading those of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.telegram import addressing, keyboards, texts
from tests.servers.telegram.methods.registry import method
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call, File
    from tests.servers.telegram.realm import Realm

DOWNLOAD_BYTES = 20 * 2**20
UPLOAD_BYTES = 50 * 2**20
PHOTO_BYTES = 10 * 2**20


@method("sendDocument")
def send_document(realm: Realm, call: Call) -> object:
    """Post a file, uploaded or by its id."""
    identifier, file = _file(realm, call, "document", UPLOAD_BYTES)
    return _send(realm, call, {"document": document(identifier, file)})


@method("sendPhoto")
def send_photo(realm: Realm, call: Call) -> object:
    """Post a picture, uploaded or by its id."""
    identifier, file = _file(realm, call, "photo", PHOTO_BYTES)
    size = {"file_id": identifier, "file_unique_id": f"u{identifier}", "width": 90, "height": 60}
    return _send(realm, call, {"photo": [{**size, "file_size": len(file.data)}]})


@method("getFile")
def get_file(realm: Realm, call: Call) -> object:
    """Where a file can be fetched."""
    identifier = call.text("file_id")
    file = realm.files.get(identifier)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": identifier,
        "file_unique_id": f"u{identifier}",
        "file_size": len(file.data),
        "file_path": f"documents/{identifier}",
    }


def document(identifier: str, file: File) -> dict[str, Any]:
    """The Bot API's Document."""
    return {
        "file_id": identifier,
        "file_unique_id": f"u{identifier}",
        "file_name": file.name,
        "mime_type": file.mime_type,
        "file_size": len(file.data),
    }


def _file(realm: Realm, call: Call, kind: str, most: int) -> tuple[str, File]:
    sent = call.text(kind)
    file = call.files.get(sent.removeprefix("attach://") if sent.startswith("attach://") else kind)
    if file is None:
        if sent not in realm.files:
            raise bad_request(
                f"there is no {kind} in the request"
                if not sent
                else "wrong file identifier/HTTP URL specified"
            )
        return sent, realm.files[sent]
    if not file.data:
        raise bad_request("file must be non-empty")
    if len(file.data) > most:
        raise bad_request("file is too big")
    identifier = f"file{next(realm.numbers)}"
    return identifier, realm.keep(realm.files, identifier, file)


def _send(realm: Realm, call: Call, content: dict[str, Any]) -> object:
    said = texts.caption(call)
    for doubt in texts.doubts(
        said.get("caption", ""),
        said.get("caption_entities", []),
        realm.bot.username or "",
        {"is_disabled": True},  # captions have no previews
    ):
        realm.violations.append(f"{call.method}: {doubt}")
    markup = keyboards.check(call.value("reply_markup"))
    chat, place = addressing.placed(realm, call)
    return realm.post(chat, {**content, **said}, markup=markup, **place).as_json()
