"""Signs what Schemathesis generates, as a V1 client would: unsigned, every call would end at the gateway."""
import base64
import hashlib
import hmac
import json
import os
import time
import uuid
from urllib.parse import quote

import schemathesis
from schemathesis.core import NOT_SET


def encode(text):
    return quote(str(text), safe="-_.~")


def plain(value):
    return value if isinstance(value, str) else json.dumps(value)


@schemathesis.hook
def before_call(context, case, kwargs):
    """The parameters of the case, with those of the system and the signature, all in the query."""
    parameters = {name: plain(value) for name, value in (case.query or {}).items() if value is not None}
    if isinstance(case.body, dict):
        parameters.update({name: plain(value) for name, value in case.body.items() if value is not None})
        case.body = NOT_SET
    parameters.update(
        Action=case.operation.path.partition("Action=")[2],
        Version="2020-06-06",
        Format="JSON",
        AccessKeyId=os.environ["CHATAPP_KEY"],
        SignatureMethod="HMAC-SHA1",
        SignatureVersion="1.0",
        SignatureNonce=uuid.uuid4().hex,
        Timestamp=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    )
    parameters.pop("Signature", None)
    canonical = "&".join(f"{encode(name)}={encode(parameters[name])}" for name in sorted(parameters))
    text = f"{case.method.upper()}&%2F&{encode(canonical)}"
    digest = hmac.new((os.environ["CHATAPP_SECRET"] + "&").encode(), text.encode(), hashlib.sha1).digest()
    case.query = {**parameters, "Signature": base64.b64encode(digest).decode()}
