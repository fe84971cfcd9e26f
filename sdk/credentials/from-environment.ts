import type { Credentials } from './credentials.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The variables the vendor's tools read; undefined when the id or the secret is not set. */
export function fromEnvironment(environment: Environment): Credentials | undefined {
  const {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
  } = environment
  return accessKeyId && accessKeySecret
    ? { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) }
    : undefined
}
