package consumers;

import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import java.util.Map;

/**
 * The generic call of tea-openapi, the core of the generated Java clients: with the business parameters in the query
 * of an empty POST, as clients generated since mid-2025 send them, or in the form body as older ones do.
 * Usage: consumers.TeaOpenapi v3-query|v3-form|v1-query|v1-form
 */
final class TeaOpenapi {
    private static final Params PARAMS = new Params()
            .setAction("SendChatappMassMessage")
            .setVersion("2020-06-06")
            .setProtocol("HTTPS")
            .setPathname("/")
            .setMethod("POST")
            .setAuthType("AK")
            .setStyle("RPC")
            .setReqBodyType("formData")
            .setBodyType("json");

    public static void main(String[] arguments) throws Exception {
        String mode = arguments.length > 0 ? arguments[0] : "v3-query";
        RunCases.run("java-tea-" + mode, "tea-openapi", (parameters, example) -> send(mode, parameters, example), TeaOpenapi::describe);
    }

    private static RunCases.Answer send(String mode, Map<String, String> parameters, RunCases.Case example) throws Exception {
        Config config = new Config()
                .setEndpoint(RunCases.ENDPOINT)
                .setProtocol("http")
                .setAccessKeyId(example.accessKeyId())
                .setAccessKeySecret(example.accessKeySecret());
        if (!example.securityToken().isEmpty()) {
            config.setSecurityToken(example.securityToken());
        }
        if (mode.startsWith("v1")) {
            config.setSignatureAlgorithm("v2");
        }
        OpenApiRequest request = new OpenApiRequest();
        if (mode.endsWith("query")) {
            request.setQuery(parameters);
        } else {
            request.setBody(parameters);
        }
        Map<String, ?> result = new Client(config).callApi(PARAMS, request, new RuntimeOptions());
        Map<?, ?> body = (Map<?, ?>) result.get("body");
        return new RunCases.Answer(
                (String) body.get("Code"),
                (String) body.get("GroupMessageId"),
                (String) body.get("RequestId"),
                (Integer) result.get("statusCode"),
                (String) body.get("Message"));
    }

    private static RunCases.Answer describe(Exception error) {
        if (!(error instanceof TeaException failure)) {
            return new RunCases.Answer(null, null, null, null, error.getMessage());
        }
        // The request id has no field of its own; it is one of the data.
        Map<?, ?> data = failure.getData() == null ? Map.of() : failure.getData();
        return new RunCases.Answer(
                failure.getCode(), null, (String) data.get("RequestId"), failure.getStatusCode(), failure.getMessage());
    }
}
