import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue'
import type { Schemas } from '@/api/client'
import { newId } from '@/api/ids'
import { asRefusal, type Refusal } from '@/api/refusal'

export type Phase = Schemas['InspectionRequest']['phase']
export type Subject = Schemas['PhotoView']['subject']
export type Side = Schemas['DamageView']['side']
export type Mark = Schemas['DamageMarkRequest']

export const SUBJECTS: Subject[] = ['FRONT', 'REAR', 'LEFT', 'RIGHT', 'INSIDE', 'DAMAGE']
export const SIDES: Side[] = ['FRONT', 'REAR', 'LEFT', 'RIGHT', 'INSIDE']
export const KINDS: Mark['kind'][] = ['SCRATCH', 'DENT', 'BROKEN', 'MISSING', 'DIRTY', 'OTHER']

/** Longest side of what is sent; enough to read a scratch, little enough for a weak network. */
const SIDE_MAX_PX = 2048
const QUALITY = 0.85

/** A photo from the moment it is taken; its id and bytes stay the same however often it is sent. */
export interface Shot {
  id: string
  subject: Subject
  bytes: Blob | null
  /** Address of the preview; null for one that was sent before this page was opened. */
  preview: string | null
  state: 'sending' | 'sent' | 'open' | 'refused'
  /** How much is out, 0…1. */
  part: number
  refusal: Refusal | null
}

export type Send = (shot: Shot, progress: (part: number) => void) => Promise<unknown>

/** Takes photos and sends them one by one; what got no answer stays and is sent again under the same id. */
export function useShots(send: Send): {
  shots: Ref<Shot[]>
  sent: ComputedRef<Shot[]>
  waiting: ComputedRef<boolean>
  known: (photos: Schemas['PhotoView'][]) => void
  take: (subject: Subject, bytes: Blob, preview: string | null) => Promise<void>
  again: () => Promise<void>
  drop: (id: string) => void
} {
  const shots = ref<Shot[]>([])
  let running: Promise<void> = Promise.resolve()

  async function go(shot: Shot): Promise<void> {
    shot.state = 'sending'
    shot.refusal = null
    shot.part = 0
    try {
      await send(shot, (part) => {
        shot.part = part
      })
      shot.state = 'sent'
      shot.part = 1
    } catch (thrown) {
      shot.refusal = asRefusal(thrown)
      shot.state = shot.refusal.open || shot.refusal.status >= 500 ? 'open' : 'refused'
    }
  }

  /** One at a time: on a weak network two at once are both slow. */
  function queue(shot: Shot): Promise<void> {
    running = running.then(() => (shots.value.includes(shot) && shot.state !== 'sent' ? go(shot) : undefined))
    return running
  }

  return {
    shots,
    sent: computed(() => shots.value.filter((shot) => shot.state === 'sent')),
    waiting: computed(() => shots.value.some((shot) => shot.state === 'sending' || shot.state === 'open')),
    known(photos) {
      const there = new Set(shots.value.map((shot) => shot.id))
      for (const photo of photos.filter((one) => !there.has(one.id))) {
        shots.value.push({
          id: photo.id,
          subject: photo.subject,
          bytes: null,
          preview: null,
          state: 'sent',
          part: 1,
          refusal: null
        })
      }
    },
    take(subject, bytes, preview) {
      const shot: Shot = reactive({
        id: newId(),
        subject,
        bytes,
        preview,
        state: 'sending',
        part: 0,
        refusal: null
      })
      shots.value.push(shot)
      return queue(shot)
    },
    async again() {
      for (const shot of shots.value.filter((one) => one.state === 'open')) {
        void queue(shot)
      }
      await running
    },
    drop(id) {
      shots.value = shots.value.filter((shot) => shot.id !== id)
    }
  }
}

/** Sides that are asked for and of which no photo is sent yet. */
export function missing(required: Side[], done: Subject[]): Side[] {
  return required.filter((side) => !done.includes(side))
}

/** Width and height of a picture that is no longer than what is sent. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A smaller copy, upright and without what the camera wrote beside it; the photo itself where the browser cannot. */
export async function smaller(photo: Blob): Promise<Blob> {
  if (typeof createImageBitmap !== 'function') {
    return photo
  }
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' }).catch(() => null)
  if (picture === null) {
    return photo
  }
  const canvas = document.createElement('canvas')
  Object.assign(canvas, fitted(picture.width, picture.height))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => canvas.toBlob((copy) => resolve(copy ?? photo), 'image/jpeg', QUALITY))
}
