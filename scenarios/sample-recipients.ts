import { UsageError } from '../contracts/usage-error.ts'

/** A made-up person to send to. */
export interface SampleRecipient {
  /** Digits with country code. */
  readonly to: string
  readonly name: string
  readonly order: string
}

/** Subscriber numbers of a country: a prefix, and how many digits follow. Faker's locale gives the names. */
const plans: Readonly<
  Record<string, { readonly prefix: string; readonly digits: number; readonly locale: string }>
> = {
  '1': { prefix: '55501', digits: 5, locale: 'en_US' },
  '44': { prefix: '7700900', digits: 3, locale: 'en_GB' },
  '49': { prefix: '15550', digits: 6, locale: 'de' },
  '52': { prefix: '55', digits: 8, locale: 'es_MX' },
  '55': { prefix: '119', digits: 8, locale: 'pt_BR' },
  '62': { prefix: '812', digits: 8, locale: 'id_ID' },
  '65': { prefix: '8', digits: 7, locale: 'en' },
  '86': { prefix: '138', digits: 8, locale: 'zh_CN' },
  '91': { prefix: '98', digits: 8, locale: 'en_IN' },
}

/** Country codes there are sample numbers for. */
export const readableCountries: readonly string[] = Object.keys(plans)

/**
 * Makes sample recipients, numbers without repeats as far as the country's range allows. The same seed gives the same recipients.
 * Throws `UsageError` when @faker-js/faker is not installed.
 */
export async function* sampleRecipients({
  count,
  countries,
  seed,
}: {
  readonly count: number
  readonly countries: readonly string[]
  readonly seed: number
}): AsyncGenerator<SampleRecipient> {
  const faker = await import('@faker-js/faker').catch(() => {
    throw new UsageError(
      'Sample recipients need the package @faker-js/faker: npm install --save-dev @faker-js/faker',
    )
  })
  const sources = countries.map((country, index) => {
    const plan = plans[country]
    if (plan === undefined)
      throw new UsageError(
        `No sample numbers for country ${country}. Known: ${readableCountries.join(', ')}.`,
      )
    const locale = new faker.Faker({
      locale: [
        faker.allLocales[plan.locale as keyof typeof faker.allLocales],
        faker.allLocales.en,
        faker.allLocales.base,
      ],
    })
    locale.seed(seed + index)
    const range = 10 ** plan.digits
    // An odd step that shares no factor with a power of ten visits every number once before it repeats.
    return {
      country,
      plan,
      locale,
      range,
      start: locale.number.int({ max: range - 1 }),
      step: (7_919 % range) | 1,
    }
  })
  for (let index = 0; index < count; index++) {
    const { country, plan, locale, range, start, step } = sources[
      index % sources.length
    ] as (typeof sources)[number]
    const number = (start + Math.floor(index / sources.length) * step) % range
    yield {
      to: `${country}${plan.prefix}${String(number).padStart(plan.digits, '0')}`,
      name: locale.person.firstName(),
      order: `A-${locale.number.int({ min: 1000, max: 99_999 })}`,
    }
  }
}
