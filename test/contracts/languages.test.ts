import { expect, it } from 'vitest'
import { languageCodes } from '../../contracts/languages.ts'

it('has the 68 codes of the documentation, case and underscore as printed', () => {
  expect(languageCodes.size).toBe(68)
  for (const code of languageCodes) expect(code).toMatch(/^[a-z]{2,3}(_[A-Z]{2})?$/)
  for (const code of ['en', 'en_GB', 'en_US', 'zh_CN', 'zh_HK', 'zh_TW', 'pt_BR', 'es_MX', 'fil', 'zu'])
    expect(languageCodes).toContain(code)
  for (const code of ['zh', 'en-US', 'rw_RW', 'ka', 'ky_KG', 'en_AU', 'ar_AE'])
    expect(languageCodes).not.toContain(code)
})
