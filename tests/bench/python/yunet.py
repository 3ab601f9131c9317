"""Finds faces with YuNet by ONNX Runtime, as OpenCV's FaceDetectorYN reads it.

    yunet.py MODEL PICTURE…

Writes a line of JSON for each picture: the surest face as [left, top, width, height, score] in pixels of that
picture, or null. Model: yunet_n_320_320.onnx of libfacedetection.train.
"""

import json
import sys

import numpy
import onnxruntime
from PIL import Image

SIDE = 320
STRIDES = (8, 16, 32)
LEAST_SCORE = 0.6


def surest(session: onnxruntime.InferenceSession, path: str) -> list[float] | None:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    scale = SIDE / max(picture.size)
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    square = Image.new("RGB", (SIDE, SIDE))
    square.paste(picture.resize(size, Image.Resampling.BILINEAR))
    # Blue, green, red, a plane each.
    planes = numpy.asarray(square, dtype=numpy.float32)[None, :, :, ::-1].transpose(0, 3, 1, 2)
    names = [output.name for output in session.get_outputs()]
    told = dict(zip(names, session.run(None, {session.get_inputs()[0].name: numpy.ascontiguousarray(planes)})))
    best = None
    for stride in STRIDES:
        cells = SIDE // stride
        scores = [told[f"{head}_{stride}"].reshape(-1).clip(0, 1) for head in ("cls", "obj")]
        score = numpy.sqrt(scores[0] * scores[1])
        boxes = told[f"bbox_{stride}"].reshape(-1, 4)
        at = int(score.argmax())
        if score[at] < LEAST_SCORE or (best and score[at] <= best[4]):
            continue
        across, down, width, height = boxes[at]
        width, height = numpy.exp(width) * stride, numpy.exp(height) * stride
        left = (at % cells + across) * stride - width / 2
        top = (at // cells + down) * stride - height / 2
        best = [float(one) / scale for one in (left, top, width, height)] + [float(score[at])]
    return best


def main() -> None:
    model, *pictures = sys.argv[1:]
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    for path in pictures:
        print(json.dumps(surest(session, path)))


if __name__ == "__main__":
    main()
