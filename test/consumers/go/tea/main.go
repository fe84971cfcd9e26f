// The generic call of darabonba-openapi/v2, the core of the generated Go clients: with the business parameters in
// the form body as module v3 sends them, or in the query of an empty POST as v4 and later do.
// Usage: tea v3-query|v3-form|v1-query|v1-form
package main

import (
	"encoding/json"
	"errors"
	"os"
	"strings"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"

	"chatapp-mock/consumers/cases"
)

var params = &openapi.Params{
	Action:      dara.String("SendChatappMassMessage"),
	Version:     dara.String("2020-06-06"),
	Protocol:    dara.String("HTTPS"),
	Pathname:    dara.String("/"),
	Method:      dara.String("POST"),
	AuthType:    dara.String("AK"),
	Style:       dara.String("RPC"),
	ReqBodyType: dara.String("formData"),
	BodyType:    dara.String("json"),
}

func main() {
	mode := "v3-query"
	if len(os.Args) > 1 {
		mode = os.Args[1]
	}
	send := func(parameters map[string]string, example cases.Case) (cases.Answer, error) {
		return send(mode, parameters, example)
	}
	cases.Run("go-tea-"+mode, "github.com/alibabacloud-go/darabonba-openapi/v2", send, describe)
}

func send(mode string, parameters map[string]string, example cases.Case) (cases.Answer, error) {
	config := &openapi.Config{
		Endpoint:        dara.String(cases.Endpoint()),
		Protocol:        dara.String("http"),
		AccessKeyId:     dara.String(example.AccessKeyId),
		AccessKeySecret: dara.String(example.AccessKeySecret),
	}
	if example.SecurityToken != "" {
		config.SecurityToken = dara.String(example.SecurityToken)
	}
	if strings.HasPrefix(mode, "v1") {
		config.SignatureAlgorithm = dara.String("v2")
	}
	client, err := openapi.NewClient(config)
	if err != nil {
		return cases.Answer{}, err
	}
	request := &openapi.OpenApiRequest{}
	if strings.HasSuffix(mode, "query") {
		request.Query = openapiutil.Query(parameters)
	} else {
		request.Body = openapiutil.ParseToMap(parameters)
	}
	result, err := client.CallApi(params, request, &dara.RuntimeOptions{})
	if err != nil {
		return cases.Answer{}, err
	}
	return answerOf(result)
}

func answerOf(result map[string]interface{}) (cases.Answer, error) {
	text, err := json.Marshal(result)
	if err != nil {
		return cases.Answer{}, err
	}
	var response struct {
		StatusCode int `json:"statusCode"`
		Body       struct{ Code, Message, RequestId, GroupMessageId string }
	}
	err = json.Unmarshal(text, &response)
	body := response.Body
	return cases.Answer{
		Code: body.Code, GroupMessageId: &body.GroupMessageId, RequestId: body.RequestId,
		Status: response.StatusCode, Message: body.Message,
	}, err
}

// describe reads the error a generated client returns by default; its request id is only in the data.
func describe(err error) cases.Answer {
	var failure *tea.SDKError
	if !errors.As(err, &failure) {
		return cases.Answer{Message: err.Error()}
	}
	var data struct{ RequestId string }
	_ = json.Unmarshal([]byte(tea.StringValue(failure.Data)), &data)
	return cases.Answer{
		Code: tea.StringValue(failure.Code), RequestId: data.RequestId,
		Status: tea.IntValue(failure.StatusCode), Message: tea.StringValue(failure.Message),
	}
}
