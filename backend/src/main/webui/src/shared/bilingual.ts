const HAN = /\p{Script=Han}/u
const STARTS_HAN = /^\p{Script=Han}/u

/** Whether there is Chinese in a text. */
export function speaksChinese(text: string): boolean {
  return HAN.test(text)
}

/**
 * The half that is read in a text of the service that says the same twice, "中文 / English". Its parts, the finding and
 * its fix, are joined by an arrow. A text in one language stays as it is.
 */
export function half(text: string, english: boolean): string {
  return text
    .split(' → ')
    .map((part) => {
      const [chinese, other, ...more] = part.split(' / ')
      const twice = chinese !== undefined && other !== undefined && more.length === 0
      return twice && HAN.test(chinese) && !STARTS_HAN.test(other) ? (english ? other : chinese) : part
    })
    .join(' → ')
}
