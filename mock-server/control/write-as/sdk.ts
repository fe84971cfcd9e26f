import type { Writing } from './writing.ts'

/** Program texts that make the call with the vendor's SDK; the request is read from the names of the API. */

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

/** Field names as the Node SDK writes them. Keys below TemplateParams belong to the caller and stay. */
function camel(value: unknown, within = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => camel(each, within))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      within === 'TemplateParams' ? name : lower(name),
      camel(each, within === 'TemplateParams' ? within : name),
    ]),
  )
}

const json = (value: unknown): string => JSON.stringify(value, null, 2)
const indented = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`)

export const writeNode = ({ operation, parameters, key, origin }: Writing): string => `\
import cams from "@alicloud/cams20200606"

const { default: Client, ${operation}Request } = cams
const client = new Client({
  endpoint: ${JSON.stringify(origin.host)},
  protocol: ${JSON.stringify(origin.protocol)},
  accessKeyId: ${JSON.stringify(key.id)},
  accessKeySecret: ${JSON.stringify(key.secret)},${key.securityToken === undefined ? '' : `\n  securityToken: ${JSON.stringify(key.securityToken)},`}
})
const { body } = await client.${lower(operation)}(
  new ${operation}Request(${indented(json(camel(parameters)), 2)}),
)
console.log(body)
`

export const writePython = ({ operation, parameters, key, origin }: Writing): string => `\
import json

from alibabacloud_cams20200606 import models
from alibabacloud_cams20200606.client import Client
from alibabacloud_tea_openapi.models import Config

client = Client(Config(
    endpoint=${JSON.stringify(origin.host)},
    protocol=${JSON.stringify(origin.protocol)},
    access_key_id=${JSON.stringify(key.id)},
    access_key_secret=${JSON.stringify(key.secret)},${key.securityToken === undefined ? '' : `\n    security_token=${JSON.stringify(key.securityToken)},`}
))
request = models.${operation}Request().from_map(json.loads(r"""
${asciiJson(parameters)}
"""))
print(client.${snake(operation)}(request).body)
`

export const writeJava = ({ operation, parameters, key, origin }: Writing): string => `\
import com.aliyun.cams20200606.Client;
import com.aliyun.cams20200606.models.${operation}Request;
import com.aliyun.teaopenapi.models.Config;
import com.google.gson.Gson;
import java.util.Map;

public class ${operation} {
  public static void main(String[] args) throws Exception {
    Client client = new Client(new Config()
        .setEndpoint(${JSON.stringify(origin.host)})
        .setProtocol(${JSON.stringify(origin.protocol)})
        .setAccessKeyId(${JSON.stringify(key.id)})
        .setAccessKeySecret(${JSON.stringify(key.secret)})${key.securityToken === undefined ? '' : `\n        .setSecurityToken(${JSON.stringify(key.securityToken)})`});
    String parameters = ${JSON.stringify(asciiJson(parameters, false))};
    ${operation}Request request = ${operation}Request.build(new Gson().fromJson(parameters, Map.class));
    System.out.println(new Gson().toJson(client.${lower(operation)}(request).getBody()));
  }
}
`

export const writeGo = ({ operation, parameters, key, origin }: Writing): string => `\
package main

import (
	"encoding/json"
	"fmt"

	cams "github.com/alibabacloud-go/cams-20200606/v4/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/tea"
)

func main() {
	client, err := cams.NewClient(&openapi.Config{
		Endpoint:        tea.String(${JSON.stringify(origin.host)}),
		Protocol:        tea.String(${JSON.stringify(origin.protocol)}),
		AccessKeyId:     tea.String(${JSON.stringify(key.id)}),
		AccessKeySecret: tea.String(${JSON.stringify(key.secret)}),${key.securityToken === undefined ? '' : `\n		SecurityToken:   tea.String(${JSON.stringify(key.securityToken)}),`}
	})
	if err != nil {
		panic(err)
	}
	request := &cams.${upper(operation)}Request{}
	if err := json.Unmarshal([]byte(${JSON.stringify(asciiJson(parameters, false))}), request); err != nil {
		panic(err)
	}
	answer, err := client.${upper(operation)}(request)
	if err != nil {
		panic(err)
	}
	fmt.Println(answer.Body)
}
`

/** JSON in which only ASCII stands: no text can end the quotation around it. */
const asciiJson = (value: unknown, lines = true): string =>
  JSON.stringify(value, null, lines ? 2 : 0)
    .replaceAll(
      /[\u007f-\uffff]/g,
      (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(String.raw`\"\"\"`, String.raw`\u0022\u0022\u0022`)

const snake = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])([A-Z])/g, (letter) => `_${letter}`).toLowerCase()
