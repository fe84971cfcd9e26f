// An application as it runs in production: the vendor's SDK, its live endpoint, one send.
package main

import (
	"fmt"
	"os"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
)

func main() {
	client, err := openapi.NewClient(&openapi.Config{
		Endpoint:        dara.String("cams.ap-southeast-1.aliyuncs.com"),
		AccessKeyId:     dara.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")),
		AccessKeySecret: dara.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")),
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	params := &openapi.Params{
		Action: dara.String("SendChatappMassMessage"), Version: dara.String("2020-06-06"),
		Protocol: dara.String("HTTPS"), Pathname: dara.String("/"), Method: dara.String("POST"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"),
		ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}
	request := &openapi.OpenApiRequest{Query: openapiutil.Query(map[string]string{
		"CustSpaceId":  "cams-demo0001",
		"ChannelType":  "whatsapp",
		"From":         "8613900000001",
		"TemplateCode": "1119000000000000001",
		"Language":     "en",
		"TaskId":       "live-host",
		"SenderList":   `[{"To":"8613800000001","TemplateParams":{"name":"Kim","order":"1"}}]`,
	})}
	result, err := client.CallApi(params, request, &dara.RuntimeOptions{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(result["body"].(map[string]interface{})["Code"])
}
