"""Takes in photos as the core does, with Pillow, whose wheels bring libjpeg-turbo: decoded to scale, made
smaller by the same cubic, and encoded with the same quality.

    photos.py FILE WIDTH HEIGHT QUALITY

Takes the photo in once for each line that it is sent, and answers each with the bytes of the outcome. First
it says which libraries it has.
"""

import io
import sys

from PIL import Image, __version__, features


def taken_in(jpeg: bytes, size: tuple[int, int], quality: int) -> int:
    with Image.open(io.BytesIO(jpeg)) as photo:
        photo.draft("RGB", size)
        small = photo.resize(size, Image.Resampling.BICUBIC)
    left = io.BytesIO()
    small.save(left, "JPEG", quality=quality, subsampling="4:2:0")
    return len(left.getvalue())


def main() -> None:
    file, width, height, quality = sys.argv[1:]
    with open(file, "rb") as opened:
        jpeg = opened.read()
    turbo = features.version_feature("libjpeg_turbo") or "none"
    print(f"Pillow {__version__} with libjpeg-turbo {turbo}", flush=True)
    for _ in sys.stdin:
        print(taken_in(jpeg, (int(width), int(height)), int(quality)), flush=True)


if __name__ == "__main__":
    main()
