"""An application as it runs in production: the vendor's SDK, its live endpoint, one send."""

import os

from alibabacloud_cams20200606.client import Client
from alibabacloud_cams20200606.models import (
    SendChatappMassMessageRequest,
    SendChatappMassMessageRequestSenderList as Recipient,
)
from alibabacloud_tea_openapi.models import Config

client = Client(
    Config(
        endpoint="cams.ap-southeast-1.aliyuncs.com",
        access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
        access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    )
)
response = client.send_chatapp_mass_message(
    SendChatappMassMessageRequest(
        cust_space_id="cams-demo0001",
        channel_type="whatsapp",
        from_="8613900000001",
        template_code="1119000000000000001",
        language="en",
        task_id="live-host",
        sender_list=[Recipient(to="8613800000001", template_params={"name": "Kim", "order": "1"})],
    )
)
print(response.body.code)
