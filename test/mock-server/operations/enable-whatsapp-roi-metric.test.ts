import { describe, expect, it } from 'vitest'
import { mockUnderTest } from '../../mock-under-test.ts'
import { testTime } from '../../signed-requests.ts'
import { ask } from '../../template-calls.ts'

describe('counting for metrics', () => {
  it('begins for one space, once', async () => {
    const mock = mockUnderTest()
    expect((await ask(mock, 'EnableWhatsappROIMetric')).code).toBe('OK')
    mock.clock.moveTo(testTime + 1)
    expect((await ask(mock, 'EnableWhatsappROIMetric')).code).toBe('OK')
    expect([...mock.world.directory.metricsSince.entries()]).toEqual([['cams-demo0001', testTime]])
  })

  it('is refused for a space of somebody else', async () => {
    const reply = await ask(mockUnderTest(), 'EnableWhatsappROIMetric', { CustSpaceId: 'cams-demo0002' })
    expect([reply.code, reply.rule]).toEqual(['Unknown.ResourceOwnerId', 'space.belongs-to-caller'])
  })
})
