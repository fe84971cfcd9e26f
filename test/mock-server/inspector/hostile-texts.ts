const scripts = [
  '<script>window.ran=1</script>',
  '<img src=x onerror=window.ran=1>',
  '<svg onload=window.ran=1>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<a href="javascript:window.ran=1">click</a>',
  '"><script>window.ran=1</script>',
  "'-window.ran=1-'",
  '`${window.ran=1}`',
  '</textarea><script>window.ran=1</script>',
  '<math><mi//xlink:href="data:x,<script>window.ran=1</script>">',
  '<style>@import "http://evil.example/x.css"</style>',
  '<link rel=stylesheet href=http://evil.example/x.css>',
  '<base href=http://evil.example/>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/">',
  '<form action=http://evil.example><input type=submit>',
  '<object data=http://evil.example/x>',
  '<video src=http://evil.example/x autoplay onerror=window.ran=1>',
  '{{constructor.constructor("window.ran=1")()}}',
  '__proto__',
  '{"__html":"<img src=x onerror=window.ran=1>"}',
]
const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `*${text}*`,
  (text) => `_${text}_`,
  (text) => `\`\`\`${text}\`\`\``,
  (text) => `⟪${text}⟫`,
  (text) => `\u202e${text}`,
  (text) => text.replaceAll('<', '\u003c').toUpperCase(),
  (text) => encodeURIComponent(text),
  (text) => `${text}${'A'.repeat(300)}`,
  (text) => `\n${text}\u0000\ud83d`,
]

/** Two hundred texts that would do something if a page took them for more than text. */
export const hostileTexts: readonly string[] = scripts.flatMap((text) => wraps.map((wrap) => wrap(text)))
