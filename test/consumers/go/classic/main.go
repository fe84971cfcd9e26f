// The older SDK alibaba-cloud-sdk-go with CommonRequest. Usage: classic post|query|get
package main

import (
	"encoding/json"
	"errors"
	"os"
	"strings"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"

	"chatapp-mock/consumers/cases"
)

func main() {
	mode := "post"
	if len(os.Args) > 1 {
		mode = os.Args[1]
	}
	send := func(parameters map[string]string, example cases.Case) (cases.Answer, error) {
		return send(mode, parameters, example)
	}
	cases.Run("go-classic-"+mode, "github.com/aliyun/alibaba-cloud-sdk-go", send, describe)
}

func send(mode string, parameters map[string]string, example cases.Case) (cases.Answer, error) {
	client, err := sdk.NewClientWithOptions("ap-southeast-1", sdk.NewConfig(), credentialOf(example))
	if err != nil {
		return cases.Answer{}, err
	}
	request := requests.NewCommonRequest()
	request.Method = "POST"
	if mode == "get" {
		request.Method = "GET"
	}
	request.Scheme = "http"
	request.Domain = cases.Endpoint()
	request.Version = "2020-06-06"
	request.ApiName = "SendChatappMassMessage"
	if mode == "post" {
		request.FormParams = parameters
	} else {
		for name, value := range parameters {
			request.QueryParams[name] = value
		}
	}
	response, err := client.ProcessCommonRequest(request)
	if err != nil {
		return cases.Answer{}, err
	}
	var body struct{ Code, Message, RequestId, GroupMessageId string }
	err = json.Unmarshal(response.GetHttpContentBytes(), &body)
	return cases.Answer{
		Code: body.Code, GroupMessageId: &body.GroupMessageId, RequestId: body.RequestId,
		Status: response.GetHttpStatus(), Message: body.Message,
	}, err
}

func credentialOf(example cases.Case) auth.Credential {
	if example.SecurityToken != "" {
		return credentials.NewStsTokenCredential(example.AccessKeyId, example.AccessKeySecret, example.SecurityToken)
	}
	return credentials.NewAccessKeyCredential(example.AccessKeyId, example.AccessKeySecret)
}

func describe(err error) cases.Answer {
	var failure *sdkerrors.ServerError
	if !errors.As(err, &failure) {
		return cases.Answer{Message: strings.TrimSpace(err.Error())}
	}
	// For a wrong secret the code stays the server's; what the SDK found out is its recommendation.
	message := strings.TrimSpace(failure.Message() + " " + failure.Recommend())
	return cases.Answer{
		Code: failure.ErrorCode(), RequestId: failure.RequestId(), Status: failure.HttpStatus(), Message: message,
	}
}
