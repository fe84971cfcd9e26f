import type { ChatappClient } from 'chatapp-mock/sdk'

/** An order that has left. */
export interface ShippedOrder {
  readonly number: string
  readonly phone: string
  readonly name: string
}

/** What the service needs to know to send. */
export interface NoticeSettings {
  readonly from: string
  readonly space: string
  readonly template: string
}

/** Tells the customers of some orders that they are on their way. Returns the id of the batch. */
export async function sendNotices(
  client: ChatappClient,
  orders: readonly ShippedOrder[],
  { from, space, template }: NoticeSettings,
): Promise<string | undefined> {
  const { GroupMessageId } = await client.sendChatappMassMessage({
    ChannelType: 'whatsapp',
    From: from,
    CustSpaceId: space,
    TemplateCode: template,
    Language: 'en',
    SenderList: orders.map(({ phone, name, number }) => ({
      To: phone.replace(/^\+/, ''),
      TemplateParams: { name, order: number },
    })),
  })
  return GroupMessageId
}
