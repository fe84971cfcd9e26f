package consumers;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.CommonResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Map;

/** The older SDK aliyun-java-sdk-core with CommonRequest. Usage: consumers.Classic post|query|get */
final class Classic {
    public static void main(String[] arguments) throws Exception {
        String mode = arguments.length > 0 ? arguments[0] : "post";
        RunCases.run(
                "java-classic-" + mode,
                "aliyun-java-sdk-core",
                (parameters, example) -> send(mode, parameters, example),
                Classic::describe);
    }

    private static RunCases.Answer send(String mode, Map<String, String> parameters, RunCases.Case example) throws Exception {
        IAcsClient client = new DefaultAcsClient(profileOf(example));
        CommonRequest request = new CommonRequest();
        request.setSysMethod(mode.equals("get") ? MethodType.GET : MethodType.POST);
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysDomain(RunCases.ENDPOINT);
        request.setSysVersion("2020-06-06");
        request.setSysAction("SendChatappMassMessage");
        parameters.forEach(mode.equals("post") ? request::putBodyParameter : request::putQueryParameter);
        CommonResponse response = client.getCommonResponse(request);
        JsonObject body = new Gson().fromJson(response.getData(), JsonObject.class);
        return new RunCases.Answer(
                body.get("Code").getAsString(),
                body.get("GroupMessageId").getAsString(),
                body.get("RequestId").getAsString(),
                response.getHttpStatus(),
                body.get("Message").getAsString());
    }

    private static DefaultProfile profileOf(RunCases.Case example) {
        String region = "ap-southeast-1";
        return example.securityToken().isEmpty()
                ? DefaultProfile.getProfile(region, example.accessKeyId(), example.accessKeySecret())
                : DefaultProfile.getProfile(region, example.accessKeyId(), example.accessKeySecret(), example.securityToken());
    }

    private static RunCases.Answer describe(Exception error) {
        if (!(error instanceof ClientException failure)) {
            return new RunCases.Answer(null, null, null, null, error.getMessage());
        }
        // The HTTP status is not part of the exception.
        return new RunCases.Answer(failure.getErrCode(), null, failure.getRequestId(), null, failure.getErrMsg());
    }
}
