import { createHmac } from 'node:crypto'

/*
 * Signature of the queue service (MNS, now SMQ), API version 2015-06-06. Each step returns a string that can be compared.
 * Source: the vendor's Node client @alicloud/mns 1.2.0, lib/client.js.
 */

/** What is signed: method, three headers, the x-mns headers in order, and path with query as sent. */
export function stringToSign(
  method: string,
  headers: Readonly<Record<string, string | undefined>>,
  resource: string,
): string {
  const {
    'content-md5': digest = '',
    'content-type': type = '',
    date = headers['x-mns-date'] ?? '',
  } = headers
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-mns-'))
    .sort()
  return `${method.toUpperCase()}\n${digest}\n${type}\n${date}\n${own.map((name) => `${name}:${headers[name] ?? ''}\n`).join('')}${resource}`
}

/** Base64 of the HMAC-SHA1. */
export const sign = (secret: string, text: string): string =>
  createHmac('sha1', secret).update(text).digest('base64')

/** Key and signature of `MNS <AccessKeyId>:<signature>`; undefined if the header is none. */
export function parseAuthorization(
  header: string,
): { readonly accessKeyId: string; readonly signature: string } | undefined {
  const [, accessKeyId, signature] = /^MNS ([^:\s]+):([A-Za-z0-9+/=]+)$/.exec(header) ?? []
  return accessKeyId === undefined || signature === undefined ? undefined : { accessKeyId, signature }
}
