"""Calls every operation with state through the generated client, and prints one JSON line for each.

The client writes every member of a request, empty lists too: `"Cards": []` stands in every component it sends.
"""

import json
import time
from datetime import datetime, timezone

from alibabacloud_cams20200606 import models
from alibabacloud_cams20200606.client import Client
from alibabacloud_tea_openapi.models import Config

from run_cases import ENDPOINT, PROTOCOL

SPACE, WABA_NUMBER, PERSON = "cams-demo0001", "8613900000001", "8613800000001"
client = Client(
    Config(endpoint=ENDPOINT, protocol=PROTOCOL, access_key_id="mock-ak-1", access_key_secret="mock-sk-1")
)


def call(method, request, **fields):
    """Calls an operation, prints what became of it, and returns the body of its answer."""
    # Mass sends and their like are held to ten calls a second.
    time.sleep(0.11)
    message = getattr(models, request)(**fields)
    name = request.removesuffix("Request")
    try:
        body = getattr(client, method)(message).body
        print(json.dumps({"operation": name, "code": body.code, "message": body.message}), flush=True)
        return body
    except Exception as error:  # the SDK throws for every refusal
        print(json.dumps({"operation": name, "code": getattr(error, "code", None), "message": str(error)}), flush=True)
        raise SystemExit(1) from error


def components(prefix, text):
    component = getattr(models, f"{prefix}RequestComponents")
    button = getattr(models, f"{prefix}RequestComponentsButtons")
    return [
        component(type="HEADER", format="TEXT", text="News for $(name)"),
        component(type="BODY", text=text),
        component(type="FOOTER", text="From a shop"),
        component(type="BUTTONS", buttons=[button(type="QUICK_REPLY", text="Stop")]),
    ]


example = {"name": "Ann"}
created = call(
    "create_chatapp_template", "CreateChatappTemplateRequest", cust_space_id=SPACE, name="made_in_python", language="en",
    category="UTILITY", template_type="WHATSAPP", example=example, components=components("CreateChatappTemplate", "Hello $(name)"),
)  # fmt: skip
code = created.data.template_code
template = {"cust_space_id": SPACE, "template_code": code, "language": "en", "template_type": "WHATSAPP"}
call("list_chatapp_template", "ListChatappTemplateRequest", cust_space_id=SPACE, template_type="WHATSAPP",
     page=models.ListChatappTemplateRequestPage(index=1, size=10))  # fmt: skip
call("get_chatapp_template_detail", "GetChatappTemplateDetailRequest", **template)
call("modify_chatapp_template", "ModifyChatappTemplateRequest", **template, category="UTILITY", example=example,
     components=components("ModifyChatappTemplate", "Good day $(name)"))  # fmt: skip
call("modify_chatapp_template_properties", "ModifyChatappTemplatePropertiesRequest", **template, allow_send=True)
call("archive_chatapp_template", "ArchiveChatappTemplateRequest", cust_space_id=SPACE, archive_type="ARCHIVED", channel_type="WHATSAPP",
     template_list=[models.ArchiveChatappTemplateRequestTemplateList(language="en", template_code=code)])  # fmt: skip
call("delete_chatapp_template", "DeleteChatappTemplateRequest", **template)

send = {"cust_space_id": SPACE, "channel_type": "whatsapp", "from_": WABA_NUMBER, "template_code": "1119000000000000001", "language": "en"}
sent = call(
    "send_chatapp_mass_message", "SendChatappMassMessageRequest", **send,
    sender_list=[models.SendChatappMassMessageRequestSenderList(to=PERSON, template_params={"name": "Ann", "order": "A1"})],
)  # fmt: skip
call("send_chatapp_message", "SendChatappMessageRequest", **send, type="template", to=PERSON,
     template_params={"name": "Ann", "order": "A2"})  # fmt: skip
now = int(datetime.now(timezone.utc).timestamp() * 1000)
day = 86_400_000
call("list_chatapp_message", "ListChatappMessageRequest", cust_space_id=SPACE, channel_type="WHATSAPP", start_time=now - day,
     end_time=now, business_number=WABA_NUMBER, group_message_id=sent.group_message_id,
     page=models.ListChatappMessageRequestPage(index=1, size=10))  # fmt: skip
call("query_chatapp_phone_numbers", "QueryChatappPhoneNumbersRequest", cust_space_id=SPACE)
call("query_chatapp_bind_waba", "QueryChatappBindWabaRequest", cust_space_id=SPACE)
call("update_phone_webhook", "UpdatePhoneWebhookRequest", cust_space_id=SPACE, phone_number=WABA_NUMBER, http_flag="N", queue_flag="Y")
call("update_account_webhook", "UpdateAccountWebhookRequest", cust_space_id=SPACE, http_flag="N", queue_flag="Y")
call("enable_whatsapp_roimetric", "EnableWhatsappROIMetricRequest", cust_space_id=SPACE)
period = {"cust_space_id": SPACE, "start": now // 1000 - 86_400, "end": now // 1000, "granularity": "DAILY"}
call("get_chatapp_template_metric", "GetChatappTemplateMetricRequest", **period, template_code="1119000000000000001",
     language="en", template_type="WHATSAPP")  # fmt: skip
call("get_chatapp_phone_number_metric", "GetChatappPhoneNumberMetricRequest", **{**period, "granularity": "HALF_HOUR"}, phone_number=WABA_NUMBER)
