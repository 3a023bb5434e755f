import { API, cookie, language, renewSession } from '@/api/client'
import { Refusal } from '@/api/refusal'

/** A photo on a slow network takes its time; one that does not move at all is given up. */
const STILL_MS = 30_000

function body(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Sends bytes and tells how much of them is out, 0…1; `fetch` does not. A session that has run out is renewed once.
 */
export async function upload<T>(path: string, bytes: Blob, progress: (part: number) => void): Promise<T> {
  const first = await once(path, bytes, progress)
  const answer = first.status === 401 && (await renewSession()) ? await once(path, bytes, progress) : first
  if (answer.status < 200 || answer.status > 299) {
    throw Refusal.from(answer.status, body(answer.text))
  }
  return body(answer.text) as T
}

function once(path: string, bytes: Blob, progress: (part: number) => void): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    let still: ReturnType<typeof setTimeout> | undefined
    const moves = () => {
      clearTimeout(still)
      still = setTimeout(() => {
        call.abort()
        reject(new Refusal({ slug: 'no-answer', status: 0, title: '' }))
      }, STILL_MS)
    }
    const over = () => clearTimeout(still)
    call.open('PUT', API + path)
    call.setRequestHeader('Content-Type', 'application/octet-stream')
    call.setRequestHeader('Accept-Language', language())
    const token = cookie('tl_csrf')
    if (token) {
      call.setRequestHeader('X-CSRF-Token', token)
    }
    call.upload.onprogress = (event) => {
      moves()
      progress(event.total > 0 ? event.loaded / event.total : 0)
    }
    call.onload = () => {
      over()
      resolve({ status: call.status, text: call.responseText })
    }
    call.onerror = () => {
      over()
      reject(Refusal.unreachable())
    }
    moves()
    call.send(bytes)
  })
}
