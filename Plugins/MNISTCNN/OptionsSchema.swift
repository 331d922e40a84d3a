/// What leap.yaml may say about the model. Epochs, batch size and learning rate are the host's, under `training`.
let optionsSchema = """
  {
    "type": "object",
    "additionalProperties": false,
    "properties": {
      "layers": {
        "type": "array", "minItems": 1, "maxItems": 1000,
        "description": "The layers in order; the last is dense, with one unit for each class",
        "default": [
          {"kind": "conv2d", "filters": 32, "kernel": 3}, {"kind": "relu"}, {"kind": "maxpool", "size": 2},
          {"kind": "conv2d", "filters": 64, "kernel": 3}, {"kind": "relu"}, {"kind": "maxpool", "size": 2},
          {"kind": "dense", "units": 128}, {"kind": "relu"}, {"kind": "dropout", "rate": 0.5}, {"kind": "dense"}
        ],
        "items": {
          "oneOf": [
            {
              "type": "object", "additionalProperties": false, "required": ["kind", "filters", "kernel"],
              "properties": {
                "kind": {"const": "conv2d"},
                "name": {"type": "string", "minLength": 1, "description": "conv1, conv2, ... by default"},
                "filters": {"type": "integer", "minimum": 1, "maximum": 65536},
                "kernel": {"type": "integer", "minimum": 1, "maximum": 255, "description": "side of the square kernel"},
                "stride": {"type": "integer", "minimum": 1, "maximum": 255, "default": 1},
                "padding": {"type": "integer", "minimum": 0, "maximum": 255, "default": 0, "description": "zeros on each side"}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["kind"],
              "properties": {
                "kind": {"const": "dense"},
                "name": {"type": "string", "minLength": 1, "description": "dense1, dense2, ... by default"},
                "units": {"type": "integer", "minimum": 1, "maximum": 65536, "description": "may be left out in the last layer"}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["kind"],
              "properties": {
                "kind": {"const": "batchnorm"},
                "name": {"type": "string", "minLength": 1, "description": "bn1, bn2, ... by default"},
                "momentum": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.1},
                "epsilon": {"type": "number", "exclusiveMinimum": 0, "default": 0.00001}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["kind", "size"],
              "properties": {
                "kind": {"enum": ["maxpool", "avgpool"]},
                "name": {"type": "string", "minLength": 1, "description": "pool1, pool2, ... by default"},
                "size": {"type": "integer", "minimum": 1, "maximum": 255},
                "stride": {"type": "integer", "minimum": 1, "maximum": 255, "description": "the size by default"}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["kind", "rate"],
              "properties": {
                "kind": {"const": "dropout"},
                "rate": {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["kind"],
              "properties": {
                "kind": {"const": "relu"},
                "name": {
                  "type": "string", "minLength": 1,
                  "description": "makes it a layer of its own, so that the one before can be looked at before it; none by default"
                }
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["kind"],
              "properties": {"kind": {"const": "flatten"}}
            }
          ]
        }
      },
      "optimizer": {
        "default": {"kind": "adam"},
        "oneOf": [
          {
            "type": "object", "additionalProperties": false, "required": ["kind"],
            "properties": {
              "kind": {"enum": ["adam", "adamw"]},
              "beta1": {"type": "number", "minimum": 0, "exclusiveMaximum": 1, "default": 0.9},
              "beta2": {"type": "number", "minimum": 0, "exclusiveMaximum": 1, "default": 0.999},
              "epsilon": {"type": "number", "exclusiveMinimum": 0, "default": 0.00000001}
            }
          },
          {
            "type": "object", "additionalProperties": false, "required": ["kind"],
            "properties": {
              "kind": {"const": "sgd"},
              "momentum": {"type": "number", "minimum": 0, "exclusiveMaximum": 1, "default": 0},
              "nesterov": {"type": "boolean", "default": false}
            }
          }
        ]
      },
      "weight_decay": {"type": "number", "minimum": 0, "default": 0, "description": "as in PyTorch's optimizer of that name"},
      "clip_norm": {"type": "number", "exclusiveMinimum": 0, "description": "largest global norm of a step's gradient; no limit by default"},
      "augmentation": \(AugmentationOptions.schema),
      "label_smoothing": {"type": "number", "minimum": 0, "exclusiveMaximum": 1, "default": 0},
      "class_weights": {
        "type": "array", "items": {"type": "number", "minimum": 0},
        "description": "How much the loss of each class counts, from class 0; 1 by default"
      }
    }
  }
  """
