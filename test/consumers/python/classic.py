"""The older SDK: aliyun-python-sdk-core with the request class of aliyun-python-sdk-cams, or with CommonRequest.

Usage: python classic.py cams|common
"""

import json
import sys

from aliyunsdkcams.request.v20200606.SendChatappMassMessageRequest import SendChatappMassMessageRequest
from aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

from run_cases import ENDPOINT, TIMEOUT, run_cases

mode = sys.argv[1] if len(sys.argv) > 1 else "cams"


def credential_of(case):
    if case["securityToken"]:
        return StsTokenCredential(case["accessKeyId"], case["accessKeySecret"], case["securityToken"])
    return AccessKeyCredential(case["accessKeyId"], case["accessKeySecret"])


def typed_request(message):
    request = SendChatappMassMessageRequest()
    request.set_endpoint(ENDPOINT)
    request.set_CustSpaceId(message["CustSpaceId"])
    request.set_ChannelType(message["ChannelType"])
    request.set_TemplateCode(message["TemplateCode"])
    request.set_Language(message["Language"])
    request.set_From(message["From"])
    if "Tag" in message:
        request.set_Tag(message["Tag"])
    request.set_SenderList(message["SenderList"])
    return request


def common_request(message):
    request = CommonRequest(
        domain=ENDPOINT, version="2020-06-06", action_name="SendChatappMassMessage", product="cams"
    )
    request.set_method("POST")
    for name, value in message.items():
        request.add_query_param(name, value if isinstance(value, str) else json.dumps(value))
    return request


def send(message, case):
    request = typed_request(message) if mode == "cams" else common_request(message)
    request.set_protocol_type("http")
    request.set_accept_format("JSON")
    client = AcsClient(region_id="ap-southeast-1", credential=credential_of(case), **({"timeout": TIMEOUT / 1000} if TIMEOUT else {}))
    body = json.loads(client.do_action_with_exception(request))
    return {
        "code": body.get("Code"),
        "groupMessageId": body.get("GroupMessageId"),
        "requestId": body.get("RequestId"),
        "status": None,
        "message": body.get("Message"),
    }


def describe_error(error):
    return {
        "code": getattr(error, "error_code", None),
        "requestId": getattr(error, "request_id", None),
        "status": getattr(error, "http_status", None),
        "message": str(error),
    }


run_cases(f"python-classic-{mode}", "aliyun-python-sdk-core", send, describe_error)
