"""The parameters of an address or a form (WHATWG URL, application/x-www-form-urlencoded)."""

from urllib.parse import parse_qsl

from api.web.body import UnfitRequestError


def pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    """Names and values in their order. Raises `UnfitRequestError` for too many, and for what is not UTF-8."""
    try:
        return parse_qsl(text(data, where), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise UnfitRequestError(f"{where} is not in UTF-8. Encode it so.") from None
    except ValueError:
        raise UnfitRequestError(f"{where} has more than 1,000 parameters. Send fewer.") from None


def text(data: bytes, where: str) -> str:
    """The text of UTF-8. Raises `UnfitRequestError` for other bytes."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise UnfitRequestError(f"{where} is not in UTF-8. Encode it so.") from None
