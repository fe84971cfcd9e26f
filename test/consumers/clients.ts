/** A program that calls the emulator with one SDK in one of its modes. */
export interface Client {
  /** The `client` of its output lines. */
  readonly name: string
  readonly toolchain: 'node' | 'python' | 'go' | 'java'
  /** The program as its toolchain names it: a file, a binary or a class; then its mode. */
  readonly program: readonly [program: string, mode: string]
  /** The package under test. */
  readonly sdk: string
  readonly signature: 'V3' | 'V1'
  /** Where the parameters travel. */
  readonly wire: string
}

const splitForm = 'POST, system parameters in the query, business parameters in the form'
const form = 'POST, business parameters in the form'
const query = 'POST, everything in the query'
const businessQuery = 'POST, business parameters in the query'

const client = (
  name: string,
  toolchain: Client['toolchain'],
  program: Client['program'],
  sdk: string,
  signature: Client['signature'],
  wire: string,
): Client => ({ name, toolchain, program, sdk, signature, wire })

/** Every client that is run. */
export const clients: readonly Client[] = [
  client('node-cams-v3', 'node', ['cams.ts', 'v3'], '@alicloud/cams20200606', 'V3', form),
  client('node-cams-v1', 'node', ['cams.ts', 'v1'], '@alicloud/cams20200606', 'V1', splitForm),
  client(
    'node-query-v3',
    'node',
    ['openapi-client.ts', 'v3'],
    '@alicloud/openapi-client',
    'V3',
    businessQuery,
  ),
  client('node-query-v1', 'node', ['openapi-client.ts', 'v1'], '@alicloud/openapi-client', 'V1', query),
  client(
    'node-core-query-v3',
    'node',
    ['openapi-core.ts', 'v3'],
    '@alicloud/openapi-core',
    'V3',
    businessQuery,
  ),
  client('node-core-query-v1', 'node', ['openapi-core.ts', 'v1'], '@alicloud/openapi-core', 'V1', query),
  client(
    'node-pop-get',
    'node',
    ['pop-core.ts', 'get'],
    '@alicloud/pop-core',
    'V1',
    'GET, everything in the query',
  ),
  client(
    'node-pop-post',
    'node',
    ['pop-core.ts', 'post'],
    '@alicloud/pop-core',
    'V1',
    'POST, everything in the form',
  ),
  client('python-cams-v3', 'python', ['cams.py', 'v3'], 'alibabacloud-cams20200606', 'V3', businessQuery),
  client('python-cams-v1', 'python', ['cams.py', 'v1'], 'alibabacloud-cams20200606', 'V1', query),
  client(
    'python-classic-cams',
    'python',
    ['classic.py', 'cams'],
    'aliyun-python-sdk-core with -cams',
    'V1',
    splitForm,
  ),
  client('python-classic-common', 'python', ['classic.py', 'common'], 'aliyun-python-sdk-core', 'V1', query),
  client('go-tea-v3-query', 'go', ['tea', 'v3-query'], 'darabonba-openapi/v2', 'V3', businessQuery),
  client('go-tea-v3-form', 'go', ['tea', 'v3-form'], 'darabonba-openapi/v2', 'V3', form),
  client('go-tea-v1-query', 'go', ['tea', 'v1-query'], 'darabonba-openapi/v2', 'V1', query),
  client('go-tea-v1-form', 'go', ['tea', 'v1-form'], 'darabonba-openapi/v2', 'V1', splitForm),
  client('go-classic-post', 'go', ['classic', 'post'], 'alibaba-cloud-sdk-go', 'V1', splitForm),
  client('go-classic-query', 'go', ['classic', 'query'], 'alibaba-cloud-sdk-go', 'V1', query),
  client(
    'go-classic-get',
    'go',
    ['classic', 'get'],
    'alibaba-cloud-sdk-go',
    'V1',
    'GET, everything in the query',
  ),
  client('java-tea-v3-query', 'java', ['TeaOpenapi', 'v3-query'], 'tea-openapi', 'V3', businessQuery),
  client('java-tea-v3-form', 'java', ['TeaOpenapi', 'v3-form'], 'tea-openapi', 'V3', form),
  client('java-tea-v1-query', 'java', ['TeaOpenapi', 'v1-query'], 'tea-openapi', 'V1', query),
  client('java-tea-v1-form', 'java', ['TeaOpenapi', 'v1-form'], 'tea-openapi', 'V1', splitForm),
  client('java-classic-post', 'java', ['Classic', 'post'], 'aliyun-java-sdk-core', 'V1', splitForm),
  client('java-classic-query', 'java', ['Classic', 'query'], 'aliyun-java-sdk-core', 'V1', query),
  client(
    'java-classic-get',
    'java',
    ['Classic', 'get'],
    'aliyun-java-sdk-core',
    'V1',
    'GET, everything in the query',
  ),
]

/** Clients one would expect here and that are not run, with the reason. */
export const absentClients: readonly {
  readonly name: string
  readonly sdk: string
  readonly reason: string
}[] = [
  {
    name: 'go-cams',
    sdk: 'alibabacloud-go/cams-20200606',
    reason: 'no version of the module could be downloaded; its core is run in the same forms as go-tea-*',
  },
  {
    name: 'java-cams',
    sdk: 'com.aliyun:cams20200606',
    reason: 'no version of the artifact could be downloaded; its core is run in the same forms as java-tea-*',
  },
  {
    name: 'aliyun-cli',
    sdk: 'aliyun/aliyun-cli',
    reason:
      'neither the Go module nor a package that ships the command could be downloaded; the command sends as go-classic-query does',
  },
]
