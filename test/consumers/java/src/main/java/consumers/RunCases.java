package consumers;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Runs every case of cases.json through one SDK and prints one JSON line for each. */
final class RunCases {
    /** One row of cases.json: who sends what, and how many times in a row. */
    record Case(String name, String accessKeyId, String accessKeySecret, String securityToken) {}

    /** What a call gave, as the SDK shows it. */
    record Answer(String code, String groupMessageId, String requestId, Integer status, String message) {}

    interface Send {
        Answer send(Map<String, String> parameters, Case example) throws Exception;
    }

    interface Describe {
        Answer describe(Exception error);
    }

    /** Where the calls go, host:port. */
    static final String ENDPOINT = System.getenv().getOrDefault("CHATAPP_MOCK_ENDPOINT", "127.0.0.1:4010");

    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private static final class CasesFile {
        Map<String, String> request;
        List<CaseRow> cases;
    }

    private static final class CaseRow {
        String accessKeyId;
        String accessKeySecret;
        String securityToken;
        String from;
        int recipients;
        int calls;
        Map<String, String> templateParams;
        Map<String, String> extra;

        @SerializedName("case")
        String name;
    }

    static void run(String client, String artifact, Send send, Describe describe) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String path = Objects.requireNonNull(System.getenv("CHATAPP_MOCK_CASES"), "CHATAPP_MOCK_CASES must name cases.json");
        CasesFile file = GSON.fromJson(Files.readString(Path.of(path)), CasesFile.class);
        for (CaseRow row : file.cases) {
            Map<String, String> parameters = new HashMap<>(file.request);
            if (row.extra != null) {
                parameters.putAll(row.extra);
            }
            parameters.put("From", row.from);
            parameters.put("SenderList", GSON.toJson(recipientsOf(row)));
            Case example = new Case(row.name, row.accessKeyId, row.accessKeySecret, row.securityToken);
            // A burst begins with a second, so that all of its calls count in the same one.
            if (row.calls > 1) {
                Thread.sleep(1000 - System.currentTimeMillis() % 1000);
            }
            int okCalls = 0;
            Answer answer = null;
            String errorType = null;
            for (int call = 0; call < row.calls && errorType == null; call++) {
                try {
                    answer = send.send(parameters, example);
                    okCalls++;
                } catch (Exception error) {
                    answer = describe.describe(error);
                    errorType = error.getClass().getSimpleName();
                }
            }
            out.println(lineOf(client, versionOf(artifact), row.name, okCalls, errorType, answer));
        }
    }

    private static String lineOf(String client, String version, String name, int okCalls, String errorType, Answer answer) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("client", client);
        line.put("version", version);
        line.put("case", name);
        line.put("ok", errorType == null);
        line.put("okCalls", okCalls);
        line.put("errorType", errorType);
        line.put("code", answer.code());
        line.put("groupMessageId", answer.groupMessageId());
        line.put("requestId", answer.requestId());
        line.put("status", answer.status());
        line.put("message", answer.message());
        return GSON.toJson(line);
    }

    private static List<Map<String, Object>> recipientsOf(CaseRow row) {
        List<Map<String, Object>> recipients = new ArrayList<>();
        for (int index = 0; index < row.recipients; index++) {
            Map<String, String> own = Map.of("name", "Guest " + index, "order", "A-" + index);
            Map<String, Object> recipient = new LinkedHashMap<>();
            recipient.put("To", String.valueOf(8613800000000L + index));
            recipient.put("TemplateParams", row.templateParams == null ? own : row.templateParams);
            recipients.add(recipient);
        }
        return recipients;
    }

    private static String versionOf(String artifact) throws Exception {
        Properties properties = new Properties();
        properties.load(RunCases.class.getResourceAsStream("/META-INF/maven/com.aliyun/" + artifact + "/pom.properties"));
        return properties.getProperty("version");
    }
}
