/** Countries whose numbers have one length, or few: code, name, least and most digits after the code. */
const plans: readonly (readonly [code: string, country: string, least: number, most: number])[] = [
  ['1', 'North America', 10, 10],
  ['7', 'Russia and Kazakhstan', 10, 10],
  ['27', 'South Africa', 9, 9],
  ['31', 'the Netherlands', 9, 9],
  ['33', 'France', 9, 9],
  ['34', 'Spain', 9, 9],
  ['44', 'the United Kingdom', 9, 10],
  ['48', 'Poland', 9, 9],
  ['52', 'Mexico', 10, 11],
  ['55', 'Brazil', 10, 11],
  ['60', 'Malaysia', 8, 10],
  ['61', 'Australia', 9, 9],
  ['62', 'Indonesia', 8, 12],
  ['63', 'the Philippines', 8, 10],
  ['65', 'Singapore', 8, 8],
  ['66', 'Thailand', 8, 9],
  ['81', 'Japan', 9, 10],
  ['82', 'South Korea', 8, 10],
  ['84', 'Vietnam', 9, 10],
  ['86', 'China', 10, 11],
  ['90', 'Türkiye', 10, 10],
  ['91', 'India', 10, 10],
  ['234', 'Nigeria', 8, 10],
  ['852', 'Hong Kong', 8, 8],
  ['886', 'Taiwan', 8, 9],
  ['966', 'Saudi Arabia', 8, 9],
  ['971', 'the United Arab Emirates', 8, 9],
]

/** A number beside what its country's numbers look like. */
export interface NationalLength {
  readonly code: string
  readonly country: string
  readonly digits: number
  readonly least: number
  readonly most: number
}

/** How long a number is without its country code; undefined for a country that is not judged. */
export function nationalLength(number: string): NationalLength | undefined {
  const plan = plans.find(([code]) => number.startsWith(code))
  if (plan === undefined) return undefined
  const [code, country, least, most] = plan
  return { code, country, digits: number.length - code.length, least, most }
}
