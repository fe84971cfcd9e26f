import { createServer } from 'node:http'

/** A consumer of receipts that reads each push and accepts it: the other end for the emulator and for the bare loop alike. */
const answer = Buffer.from('{"code":0,"msg":"ok"}')
const server = createServer((request, response) => {
  request
    .resume()
    .on('end', () =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
        .end(answer),
    )
})
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/receipts` })),
)
