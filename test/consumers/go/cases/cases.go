// Package cases runs every case of cases.json through one SDK and prints one JSON line for each.
package cases

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"time"
)

// Case is one row of cases.json: who sends what, and how many times in a row.
type Case struct {
	Case            string            `json:"case"`
	AccessKeyId     string            `json:"accessKeyId"`
	AccessKeySecret string            `json:"accessKeySecret"`
	SecurityToken   string            `json:"securityToken"`
	From            string            `json:"from"`
	Recipients      int               `json:"recipients"`
	Calls           int               `json:"calls"`
	TemplateParams  map[string]string `json:"templateParams"`
	Extra           map[string]string `json:"extra"`
}

// Answer is what a call gave, as the SDK shows it.
type Answer struct {
	Code           string  `json:"code"`
	GroupMessageId *string `json:"groupMessageId"`
	RequestId      string  `json:"requestId"`
	Status         int     `json:"status"`
	Message        string  `json:"message"`
}

type recipient struct {
	To             string
	TemplateParams map[string]string
}

type line struct {
	Client    string  `json:"client"`
	Version   string  `json:"version"`
	Case      string  `json:"case"`
	Ok        bool    `json:"ok"`
	OkCalls   int     `json:"okCalls"`
	ErrorType *string `json:"errorType"`
	Answer
}

// Endpoint tells where the calls go, host:port.
func Endpoint() string {
	if endpoint := os.Getenv("CHATAPP_MOCK_ENDPOINT"); endpoint != "" {
		return endpoint
	}
	return "127.0.0.1:4010"
}

// Run prints one line for each case. Send gets the business parameters as they travel, SenderList as a JSON string.
func Run(client, module string, send func(parameters map[string]string, example Case) (Answer, error), describe func(error) Answer) {
	var file struct {
		Request map[string]string `json:"request"`
		Cases   []Case            `json:"cases"`
	}
	text, err := os.ReadFile(os.Getenv("CHATAPP_MOCK_CASES"))
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "CHATAPP_MOCK_CASES must name cases.json:", err)
		os.Exit(2)
	}
	for _, example := range file.Cases {
		parameters := map[string]string{"From": example.From, "SenderList": senderList(example)}
		for name, value := range file.Request {
			parameters[name] = value
		}
		for name, value := range example.Extra {
			parameters[name] = value
		}
		// A burst begins with a second, so that all of its calls count in the same one.
		if example.Calls > 1 {
			time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second)))
		}
		result := line{Client: client, Version: versionOf(module), Case: example.Case, Ok: true}
		for call := 0; call < example.Calls && result.Ok; call++ {
			answer, err := send(parameters, example)
			if err != nil {
				answer = describe(err)
				errorType := fmt.Sprintf("%T", err)
				result.Ok, result.ErrorType = false, &errorType
			} else {
				result.OkCalls++
			}
			result.Answer = answer
		}
		printed, _ := json.Marshal(result)
		fmt.Println(string(printed))
	}
}

func senderList(example Case) string {
	recipients := make([]recipient, example.Recipients)
	for index := range recipients {
		parameters := example.TemplateParams
		if parameters == nil {
			parameters = map[string]string{"name": fmt.Sprintf("Guest %d", index), "order": fmt.Sprintf("A-%d", index)}
		}
		recipients[index] = recipient{To: strconv.Itoa(8613800000000 + index), TemplateParams: parameters}
	}
	text, _ := json.Marshal(recipients)
	return string(text)
}

func versionOf(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version[1:]
		}
	}
	return ""
}
