"""The generated client alibabacloud_cams20200606. Usage: python cams.py v3|v1"""

import sys

from alibabacloud_cams20200606.client import Client
from alibabacloud_cams20200606.models import (
    SendChatappMassMessageRequest,
    SendChatappMassMessageRequestSenderList as Recipient,
)
from alibabacloud_tea_openapi.models import Config

from run_cases import ENDPOINT, PROTOCOL, TIMEOUT, run_cases

mode = sys.argv[1] if len(sys.argv) > 1 else "v3"


def send(message, case):
    config = Config(
        endpoint=ENDPOINT,
        protocol=PROTOCOL,
        read_timeout=TIMEOUT,
        access_key_id=case["accessKeyId"],
        access_key_secret=case["accessKeySecret"],
        security_token=case["securityToken"] or None,
        signature_algorithm="v2" if mode == "v1" else None,
    )
    response = Client(config).send_chatapp_mass_message(
        SendChatappMassMessageRequest(
            cust_space_id=message["CustSpaceId"],
            channel_type=message["ChannelType"],
            template_code=message["TemplateCode"],
            language=message["Language"],
            from_=message["From"],
            tag=message.get("Tag"),
            sender_list=[
                Recipient(to=recipient["To"], template_params=recipient["TemplateParams"])
                for recipient in message["SenderList"]
            ],
        )
    )
    body = response.body
    return {
        "code": body.code,
        "groupMessageId": body.group_message_id,
        "requestId": body.request_id,
        "status": response.status_code,
        "message": body.message,
    }


def describe_error(error):
    return {
        "code": getattr(error, "code", None),
        "requestId": getattr(error, "request_id", None),
        "status": getattr(error, "status_code", None),
        "message": str(error),
    }


run_cases(f"python-cams-{mode}", "alibabacloud-cams20200606", send, describe_error)
