// Reads what a role allows, and shows what it does not, with keys that the SDK finds by itself.
//
//	gosdk BUCKET OTHER [RENEWALS]
//
// Prints an object of the first bucket, the caller's ARN, the code with which the second bucket is
// refused, and the provider of the keys; with a number it goes on until the SDK has renewed its keys
// so many times, and prints how many keys it had. As a Lambda function it does so for one invocation.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials/stscreds"
	"github.com/aws/aws-sdk-go/aws/endpoints"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	renewals := 0
	if len(os.Args) > 3 {
		renewals, _ = strconv.Atoi(os.Args[3])
	}
	if err := run(os.Args[1], os.Args[2], renewals); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(bucket, other string, renewals int) error {
	own, err := open()
	if err != nil {
		return err
	}
	lines, err := work(own, bucket, other)
	if err != nil {
		return err
	}
	if renewals > 0 {
		count, err := awaitRenewals(own, bucket, other, renewals)
		if err != nil {
			return err
		}
		lines = append(lines, strconv.Itoa(count))
	}
	text := strings.Join(lines, "\n") + "\n"
	if runtime := os.Getenv("AWS_LAMBDA_RUNTIME_API"); runtime != "" {
		return answer("http://"+runtime+"/2018-06-01/runtime/invocation/", text)
	}
	fmt.Print(text)
	return nil
}

func open() (*session.Session, error) {
	return session.NewSessionWithOptions(session.Options{
		Config: aws.Config{
			CredentialsChainVerboseErrors: aws.Bool(true),
			EndpointResolver:              endpoints.ResolverFunc(resolve),
			MaxRetries:                    aws.Int(0),
			S3ForcePathStyle:              aws.Bool(true),
		},
		// Nothing in the environment tells how long a session for a web identity is to last.
		CredentialsProviderOptions: &session.CredentialsProviderOptions{
			WebIdentityRoleProviderOptions: func(provider *stscreds.WebIdentityRoleProvider) {
				provider.Duration = 15 * time.Minute
			},
		},
	})
}

// This version of the SDK does not know AWS_ENDPOINT_URL. The metadata service stays where it is.
func resolve(
	service, region string, options ...func(*endpoints.Options),
) (endpoints.ResolvedEndpoint, error) {
	switch service {
	case endpoints.S3ServiceID, endpoints.StsServiceID:
		url := os.Getenv("AWS_ENDPOINT_URL")
		return endpoints.ResolvedEndpoint{URL: url, SigningRegion: region}, nil
	}
	return endpoints.DefaultResolver().EndpointFor(service, region, options...)
}

func work(own *session.Session, bucket, other string) ([]string, error) {
	body, err := read(own, bucket)
	if err != nil {
		return nil, err
	}
	caller, err := sts.New(own).GetCallerIdentity(&sts.GetCallerIdentityInput{})
	if err != nil {
		return nil, err
	}
	_, err = read(own, other)
	refusal, ok := err.(awserr.Error)
	if !ok {
		return nil, fmt.Errorf("%s is not refused: %v", other, err)
	}
	keys, err := own.Config.Credentials.Get()
	return []string{body, aws.StringValue(caller.Arn), refusal.Code(), keys.ProviderName}, err
}

func read(own *session.Session, bucket string) (string, error) {
	object, err := s3.New(own).GetObject(&s3.GetObjectInput{
		Bucket: aws.String(bucket),
		Key:    aws.String("greeting"),
	})
	if err != nil {
		return "", err
	}
	defer object.Body.Close()
	body, err := io.ReadAll(object.Body)
	return string(body), err
}

// Works until the SDK has renewed its keys so many times, and once with the last ones.
func awaitRenewals(own *session.Session, bucket, other string, renewals int) (int, error) {
	seen := map[string]bool{}
	for len(seen) <= renewals {
		keys, err := own.Config.Credentials.Get()
		if err != nil {
			return 0, err
		}
		if _, err := work(own, bucket, other); err != nil {
			return 0, err
		}
		seen[keys.AccessKeyID] = true
		time.Sleep(time.Second)
	}
	return len(seen), nil
}

// Takes one invocation from Lambda's runtime interface, and answers it.
func answer(invocations, text string) error {
	next, err := http.Get(invocations + "next")
	if err != nil {
		return err
	}
	next.Body.Close()
	identifier := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
	body, err := json.Marshal(text)
	if err != nil {
		return err
	}
	url := invocations + identifier + "/response"
	taken, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return taken.Body.Close()
}
