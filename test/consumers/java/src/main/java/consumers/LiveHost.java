package consumers;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.google.gson.Gson;
import com.google.gson.JsonObject;

/** An application as it runs in production: the vendor's SDK, its live endpoint, one send. */
final class LiveHost {
    public static void main(String[] arguments) throws Exception {
        DefaultProfile profile = DefaultProfile.getProfile(
                "ap-southeast-1",
                System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"),
                System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysProtocol(ProtocolType.HTTPS);
        request.setSysDomain("cams.ap-southeast-1.aliyuncs.com");
        request.setSysVersion("2020-06-06");
        request.setSysAction("SendChatappMassMessage");
        request.putBodyParameter("CustSpaceId", "cams-demo0001");
        request.putBodyParameter("ChannelType", "whatsapp");
        request.putBodyParameter("From", "8613900000001");
        request.putBodyParameter("TemplateCode", "1119000000000000001");
        request.putBodyParameter("Language", "en");
        request.putBodyParameter("TaskId", "live-host");
        request.putBodyParameter(
                "SenderList", "[{\"To\":\"8613800000001\",\"TemplateParams\":{\"name\":\"Kim\",\"order\":\"1\"}}]");
        String data = new DefaultAcsClient(profile).getCommonResponse(request).getData();
        System.out.println(new Gson().fromJson(data, JsonObject.class).get("Code").getAsString());
    }
}
