/**
 * The 68 language codes of templates; case-sensitive, with an underscore before the region.
 * Source: Help Center, Chat App Message Service, "Language codes" (edition of 2026-09-05), documented.
 */
export const languageCodes: ReadonlySet<string> = new Set(
  (
    'af sq ar az bn bg ca hr cs da nl en en_GB en_US et fil fi fr de el gu ha he hi hu id ga it ja kn kk ko lo lv lt mk ms ml ' +
    'mr nb fa pl pt_BR pt_PT pa ro ru sr zh_CN sk sl es es_AR es_MX es_ES sw sv ta te th zh_HK zh_TW tr uk ur uz vi zu'
  ).split(' '),
)
