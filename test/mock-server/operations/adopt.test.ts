import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import { recipients } from '../../signed-requests.ts'

describe('a lenient world', () => {
  it('adopts an unknown number and an unknown template on first sight, and says so', async () => {
    const mock = mockUnderTest({ lenient: true })
    const unknown = {
      From: '4915100000001',
      TemplateCode: '744c4b5c79c9432497a075bdfca36bf5',
      Language: 'de',
    }
    expect((await mock.send(unknown)).code).toBe('OK')
    expect(mock.exchanges[0]?.remarks).toEqual([
      'lenient: adopted the unknown whatsapp sender 4915100000001 into cams-demo0001',
      'lenient: adopted the unknown template 744c4b5c79c9432497a075bdfca36bf5 (de) into cams-demo0001 as approved',
    ])
    expect((await mock.send(unknown)).code).toBe('OK')
    expect(mock.exchanges[1]?.remarks).toEqual([])
  })

  it('gives the caller a space that nobody has, until it is reset', async () => {
    const mock = mockUnderTest({ lenient: true })
    const ours = {
      CustSpaceId: 'cams-ours',
      From: '4915100000001',
      TemplateName: 'ours',
      TemplateCode: undefined,
    }
    expect((await mock.send(ours)).code).toBe('OK')
    expect(mock.exchanges[0]?.remarks[0]).toBe(
      'lenient: adopted the unknown space cams-ours for account 1000000000000001',
    )
    expect(mock.batches()[0]).toMatchObject({ terms: { spaceId: 'cams-ours', templateName: 'ours' } })
    await mock.demo.reset()
    expect((await mock.demo.export()).accounts?.[0]?.spaces?.map(({ id }) => id)).toEqual(['cams-demo0001'])
  })

  it('still refuses what is wrong in itself, and what belongs to somebody else', async () => {
    const mock = mockUnderTest({ lenient: true })
    expect((await mock.send({ ChannelType: 'line' })).code).toBe('InvalidParameter.ChannelTypeNotSupport')
    expect((await mock.send({ SenderList: recipients(1001) })).code).toBe('InvalidSenderList')
    expect((await mock.send({ CustSpaceId: 'cams-demo0002' })).code).toBe('Unknown.ResourceOwnerId')
    expect((await mock.send({ From: '8613900000009', CustSpaceId: undefined })).code).toBe(
      'Unknown.ResourceOwnerId',
    )
    expect((await mock.send({ TemplateCode: '1119000000000000003' })).code).toBe(
      'DetailError.TemplateNotExist',
    )
  })

  it('takes no template away from the space that has it', async () => {
    const mock = mockUnderTest({ lenient: true })
    expect((await mock.send({ CustSpaceId: 'cams-ours', From: '4915100000001' })).code).toBe('OK')
    expect((await mock.send()).code).toBe('OK')
    expect(mock.exchanges[1]?.remarks).toEqual([])
    expect(mock.batches()[1]).toMatchObject({
      terms: { spaceId: 'cams-demo0001', templateName: 'order_notice' },
    })
  })
})
