/** What the tests use of the vendor's client, which comes without types. */
declare module '@alicloud/mns' {
  type Fields = Readonly<Record<string, string>>
  interface Answer<Body> {
    readonly code: number
    readonly body: Body
  }
  export default class MnsClient {
    constructor(
      account: string,
      options: { endpoint: string; accessKeyId: string; accessKeySecret: string; securityToken: string },
    )
    receiveMessage(queue: string, waitSeconds?: number): Promise<Answer<Fields>>
    batchReceiveMessage(queue: string, count: number, waitSeconds?: number): Promise<Answer<Fields[]>>
    peekMessage(queue: string): Promise<Answer<Fields>>
    batchPeekMessage(queue: string, count: number): Promise<Answer<Fields[]>>
    deleteMessage(queue: string, handle: string): Promise<Answer<undefined>>
    batchDeleteMessage(queue: string, handles: readonly string[]): Promise<Answer<Fields[] | undefined>>
    changeMessageVisibility(queue: string, handle: string, seconds: number): Promise<Answer<Fields>>
    getQueueAttributes(queue: string): Promise<Answer<Fields>>
    sendMessage(queue: string, message: Readonly<Record<string, unknown>>): Promise<Answer<Fields>>
  }
}
