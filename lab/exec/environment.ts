import { storePassword } from './trust.ts'

/** What the environment of a command is made of. */
export interface ExecFacts {
  readonly url: string
  readonly httpsUrl: string
  readonly proxyUrl: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly offline: boolean
  /** Files: the CA alone, all roots with it, the trust store for Java, the module for Node, the report of refusals. */
  readonly files: {
    readonly ca: string
    readonly bundle: string
    readonly trustStore: string
    readonly nodeModule: string
    readonly pythonFolder: string
    readonly report: string
  }
}

/** What the module for Node reads from `CHATAPP_MOCK_EXEC`. */
export interface NodeRoutes {
  readonly httpPort: number
  readonly httpsPort: number
  readonly offline: boolean
  readonly report: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Variables that lead a command to the emulator, whatever its language, added to those it would have anyway. */
export function execEnvironment(facts: ExecFacts, given: Environment): Record<string, string> {
  const { url, httpsUrl, proxyUrl, files } = facts
  const proxy = new URL(proxyUrl)
  const routes: NodeRoutes = {
    httpPort: Number(new URL(url).port),
    httpsPort: Number(new URL(httpsUrl).port),
    offline: facts.offline,
    report: files.report,
  }
  const java = [
    ...['http', 'https'].flatMap((scheme) => [
      `-D${scheme}.proxyHost=${proxy.hostname}`,
      `-D${scheme}.proxyPort=${proxy.port}`,
    ]),
    '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
    `-Djavax.net.ssl.trustStore=${files.trustStore}`,
    '-Djavax.net.ssl.trustStoreType=JKS',
    `-Djavax.net.ssl.trustStorePassword=${storePassword}`,
  ]
  const inherited = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    ...Object.fromEntries(inherited),
    CHATAPP_MOCK_URL: url,
    CHATAPP_MOCK_EXEC: JSON.stringify(routes),
    ALIBABA_CLOUD_ACCESS_KEY_ID: facts.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: facts.accessKeySecret,
    ...spelledBothWays({ HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, NO_PROXY: '127.0.0.1,localhost,::1' }),
    NODE_OPTIONS: joined(given['NODE_OPTIONS'], `--import=${files.nodeModule}`),
    NODE_EXTRA_CA_CERTS: files.bundle,
    PYTHONPATH: [files.pythonFolder, given['PYTHONPATH']].filter(Boolean).join(':'),
    REQUESTS_CA_BUNDLE: files.bundle,
    CURL_CA_BUNDLE: files.bundle,
    SSL_CERT_FILE: files.bundle,
    JAVA_TOOL_OPTIONS: joined(given['JAVA_TOOL_OPTIONS'], ...java),
  }
}

/** Some programs read a proxy from the variable in capitals, some from the other one. */
const spelledBothWays = (variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => [
      [name, value],
      [name.toLowerCase(), value],
    ]),
  )

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' ')
