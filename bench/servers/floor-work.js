// The least honest work a server that checks signatures can do, written the obvious way with what Node brings:
// decode the form, parse the SenderList, hash, HMAC, count. No rule, no state, no journal, no second look at anything.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { parse } from 'node:querystring'

const secret = 'mock-sk-1'
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const canonical = (pairs) =>
  pairs
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')

function fitsV3({ method, headers }, query, body) {
  const [, names, signature] = /SignedHeaders=([^,]*),Signature=(.*)$/.exec(headers.authorization)
  const signed = names.split(';')
  const request = [
    method,
    '/',
    canonical(Object.entries(query)),
    ...signed.map((name) => `${name}:${headers[name]}`),
    '',
    names,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n')
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(request).digest('hex')}`
  return createHmac('sha256', secret).update(text).digest('hex') === signature
}

function fitsV1({ method }, query, form) {
  const { Signature, ...rest } = { ...query, ...form }
  const text = `${method}&%2F&${encode(canonical(Object.entries(rest)))}`
  return createHmac('sha1', `${secret}&`).update(text).digest('base64') === Signature
}

const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    const query = parse(request.url.slice(request.url.indexOf('?') + 1 || request.url.length))
    const form = parse(body.toString())
    const fits =
      request.headers.authorization === undefined
        ? fitsV1(request, query, form)
        : fitsV3(request, query, body)
    const recipients = JSON.parse(form.SenderList).length
    const answer = JSON.stringify({
      RequestId: randomUUID().toUpperCase(),
      Code: fits ? 'OK' : 'SignatureDoesNotMatch',
      Message: 'OK',
      GroupMessageId: `89${recipients}`,
    })
    response
      .writeHead(fits ? 200 : 400, { 'content-type': 'application/json', 'content-length': answer.length })
      .end(answer)
  })
})
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })),
)
