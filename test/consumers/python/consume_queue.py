"""Consumes ChatAppStatus from its queue with aliyun-mns-sdk, with credentials that aliyun-python-sdk-core asks for.

Prints one JSON line for each thing tried.
"""

import json
import urllib.request
from importlib.metadata import version

from aliyunsdkcore.auth.credentials import AccessKeyCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from mns.account import Account
from mns.mns_exception import MNSServerException

from run_cases import ENDPOINT

QUEUE = "Alicom-Queue-1000000000000001-ChatAppStatus"
client = AcsClient(region_id="ap-southeast-1", credential=AccessKeyCredential("mock-ak-1", "mock-sk-1"))


def call(action, product, api_version, parameters):
    request = CommonRequest(domain=ENDPOINT, version=api_version, action_name=action, product=product)
    request.set_method("POST")
    request.set_protocol_type("http")
    request.set_accept_format("JSON")
    for name, value in parameters.items():
        request.add_query_param(name, value)
    return json.loads(client.do_action_with_exception(request))


def queue_with(token, secret=None):
    account = Account(f"http://{ENDPOINT}", token["AccessKeyId"], secret or token["AccessKeySecret"], token["SecurityToken"])
    return account.get_queue(QUEUE)


def refusal(attempt):
    try:
        return f"not refused: {attempt()}"
    except MNSServerException as error:
        return error.type


def tell(tried, **found):
    print(json.dumps({"tried": tried, "version": version("aliyun-mns-sdk"), **found}), flush=True)


settings = json.dumps({"http": False, "queue": True}).encode()
urllib.request.urlopen(
    urllib.request.Request(f"http://{ENDPOINT}/_mock/callbacks", data=settings, headers={"content-type": "application/json"})
)
token = call("QueryTokenForMnsQueue", "Dybaseapi", "2017-05-25", {"MessageType": "ChatAppStatus"})["MessageTokenDTO"]
queue = queue_with(token)
tell("empty", code=refusal(lambda: queue.receive_message(0)))

recipients = [{"To": "8613800000001", "TemplateParams": {"name": "名前 é", "order": "A-1"}}]
message = {
    "ChannelType": "whatsapp",
    "TemplateCode": "1119000000000000001",
    "Language": "en",
    "From": "8613900000001",
    "TaskId": "queue-1",
    "SenderList": json.dumps(recipients),
}
call("SendChatappMassMessage", "cams", "2020-06-06", message)

sent = queue.receive_message(10)
tell("long-poll", item=json.loads(sent.message_body), count=sent.dequeue_count)
changed = queue.change_message_visibility(sent.receipt_handle, 60)
tell("stale-handle", code=refusal(lambda: queue.delete_message(sent.receipt_handle)))
queue.delete_message(changed.receipt_handle)

delivered = queue.batch_receive_message(16, 10)
tell("batch", items=[json.loads(each.message_body) for each in delivered])
queue.batch_delete_message([each.receipt_handle for each in delivered])
attributes = queue.get_attributes()
tell("attributes", active=attributes.active_messages, inactive=attributes.inactive_messages)

tell("wrong-secret", code=refusal(lambda: queue_with(token, "wrong").receive_message(0)))
tell("wrong-token", code=refusal(lambda: queue_with({**token, "SecurityToken": "wrong"}).receive_message(0)))
