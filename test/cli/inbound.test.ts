import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeBytes, toBytes } from '../raw-socket.ts'
import { massSend, signed } from '../signed-requests.ts'
import { runCli, startJson, type Banner, type Running } from './cli-process.ts'

let server: Running & { readonly banner: Banner }
beforeAll(async () => {
  server = await startJson()
})
afterAll(async () => {
  await server.stop()
})

const inbound = (...flags: string[]) => runCli('inbound', ...flags, '--url', server.banner.url)

describe('inbound', () => {
  it('says what arrived, where, and until when free-form messages may be sent', async () => {
    const { code, stdout, stderr } = await inbound('--from', '8613800000001', '--text', 'hello')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^TEXT 10\d{14} from 8613800000001 to 8613900000001\. Free-form messages until \d{4}-\d\d-\d\dT[\d:.]+Z\.\n$/,
    )
  })

  it('presses the button of a message that was sent, and prints the receipt as JSON', async () => {
    const { port, host } = new URL(server.banner.url)
    const send = massSend({
      TemplateCode: '1119000000000000005',
      SenderList: [{ To: '8613800000002', Payload: ['p1', 'p2', 'p3'] }],
    })
    await exchangeBytes(Number(port), [toBytes(signed(send, { at: Date.now(), host }))])
    const { stdout } = await inbound('--from', '8613800000002', '--button', 'No', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'QUICK_REPLY',
      received: { item: { Type: 'REPLY', Message: '{"payload":"p2","text":"No"}', From: '8613800000002' } },
    })
  })

  it('says that a pressed URL sends nothing', async () => {
    const { port, host } = new URL(server.banner.url)
    const design = {
      TemplateType: 'WHATSAPP',
      Name: 'shop',
      Language: 'en',
      Category: 'MARKETING',
      CustSpaceId: 'cams-demo0001',
      Components: [
        { Type: 'BODY', Text: 'Sale!' },
        { Type: 'BUTTONS', Buttons: [{ Type: 'URL', Text: 'Open', Url: 'https://shop.example/' }] },
      ],
    }
    const call = async (parameters: Record<string, unknown>, action: string): Promise<unknown> =>
      exchangeBytes(Number(port), [toBytes(signed(parameters, { at: Date.now(), host, action }))])
    await call(design, 'CreateChatappTemplate')
    await call(
      massSend({
        TemplateCode: undefined,
        TemplateName: 'shop',
        FallBackRule: 'sentFailed',
        FallBackContent: 'Sale!',
        SenderList: [{ To: '8613800000003' }],
      }),
      'SendChatappMassMessage',
    )
    const { code, stdout } = await inbound('--from', '8613800000003', '--button', 'Open')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^URL "Open" of \d{24} pressed\.\nIt sends nothing; GetChatappTemplateMetric counts it\.\n$/,
    )
  })

  it('sends files and places', async () => {
    expect(
      (
        await inbound(
          '--from',
          '86138',
          '--media',
          'image',
          '--media-url',
          'https://a.example/b.png',
          '--caption',
          'Look',
        )
      ).stdout,
    ).toMatch(/^IMAGE /)
    expect((await inbound('--from', '86138', '--location', '48.2,-16.37')).stdout).toMatch(/^LOCATION /)
  })

  it.each([
    [['--text', 'hello'], '--from'],
    [['--from', '86138'], 'exactly one of text, button'],
    [['--from', '86138', '--text', 'a', '--reaction', 'b'], 'exactly one of text, button'],
    [['--from', '86138', '--button', 'Yes'], 'PHONE_NUMBER button "Yes"'],
    [['--from', '86138', '--location', 'here'], '48.2,16.37'],
    [['--from', '86138', '--media', 'hologram'], 'Expected one of image'],
    [['--from', '86138', '--caption', 'x', '--text', 'a'], '--media image'],
    [['--from', '86138', '--text', 'a', '--world', 'w99'], 'no world w99'],
  ])('refuses %o with what to do, and exit code 2', async (flags, complaint) => {
    const { code, stdout, stderr } = await inbound(...flags)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(complaint)
  })
})
