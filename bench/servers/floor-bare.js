// The floor under every Node server: reads the body, answers the same JSON. Plain JavaScript, so that its start costs nothing but Node's own.
import { createServer } from 'node:http'

const answer = JSON.stringify({
  RequestId: '7B2E6C31-0F4D-5A1B-9C77-1D2A3B4C5D6E',
  Code: 'OK',
  Message: 'OK',
  GroupMessageId: '8900000100021234',
})

const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
      .end(answer)
  })
})
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })),
)
